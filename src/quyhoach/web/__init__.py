"""Face in the browser: pages, JSON and OGC API; no thinking here."""
