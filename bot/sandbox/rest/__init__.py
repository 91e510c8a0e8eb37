"""Discord's REST API, one file a resource."""
