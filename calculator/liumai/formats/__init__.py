"""Floor 3, files in and out: YAML, JSON, NDJSON, CSV, XLSX, text."""
