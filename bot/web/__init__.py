"""The web pages of the process: health, metrics, and what cogs add. Off unless `[web]` is set."""
