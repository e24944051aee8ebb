"""One file a page: what it shows is fetched here, thought of elsewhere."""
