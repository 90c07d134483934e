"""The service worker and the list of files that it caches."""
