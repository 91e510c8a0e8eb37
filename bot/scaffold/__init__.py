"""A cog to begin with: `rostra new-cog` writes the files that lie here, under a name of one's own."""
