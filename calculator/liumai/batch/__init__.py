"""Floor 4: scores many lines of NDJSON, on all processors. Standard library only."""
