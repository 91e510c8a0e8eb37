"""What the framework knows of a community: whether the bot is in it, what runs there, what is kept."""
