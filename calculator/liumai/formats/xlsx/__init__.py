"""XLSX workbooks in and out; the only modules that need openpyxl."""
