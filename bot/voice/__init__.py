"""Voice: codecs, Ogg Opus files and the bot's own place on stages."""
