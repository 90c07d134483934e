"""XLSX workbooks in and out; the only modules that need XlsxWriter, and that only for writing."""
