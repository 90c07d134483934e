"""Files that are built for the browser: our scripts and styles, the Python package and Pyodide."""
