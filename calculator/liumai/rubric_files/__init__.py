"""Floor 4, rubrics as folders of YAML: load, validate, scaffold, JSON Schema. Needs pydantic."""
