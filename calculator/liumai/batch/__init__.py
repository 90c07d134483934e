"""Floor 4, many lines of NDJSON scored fast. Needs orjson; uses processes."""
