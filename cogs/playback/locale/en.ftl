cog-name = Playback
cog-description = What I let be heard on a stage

setting-chime = Chime
    .description = Whether I open a room with a short sound
setting-warning-chime = Chime before the end
    .description = Whether a short sound tells speakers that their time is nearly up
