cog-name = Playback
cog-description = What I let be heard on a stage
