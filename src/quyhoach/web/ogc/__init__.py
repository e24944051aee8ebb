"""OGC API - Features: projects and zones for any map program, rights respected."""
