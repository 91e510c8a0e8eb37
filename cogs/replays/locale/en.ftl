cog-name = Replays
cog-description = Recordings, played back on a stage

command-replay = replay
    .description = Play recordings back on a stage
command-replay-play = play
    .description = Play a recording back in the room you host, after what plays there already
    .replay = replay
    .replay-description = Which; those you may have are offered

replay-queued = { $ahead ->
        [0] **{ $topic }** is played back now.
        [one] **{ $topic }** is played back after { $ahead } other.
       *[other] **{ $topic }** is played back after { $ahead } others.
    } `/play list` shows how far it is; `/play pause`, `/play skip` and `/play stop` work on it.
replay-topic = 📼 { $position } / { $length } · **{ $replay }**: { $topic }
card-replay = 📼 Played back: **{ $topic }** of { $at }, just now { $now }

no-such-replay = No recording of that name is here for you. Choose one from those that are offered.
