"""Voice: the bot's own place on stages, what it plays there, and what it keeps of what is said.

What a cog uses; everything else here serves these.

* `bot.voice.join(stage)` and `bot.voice.get(guild_id)` give a `stage_connection.StageConnection`,
  which outlives the voice connections beneath it. `bot.voice.leave(guild_id)` ends it. That is the bot's own
  voice; `bot.crew.on(guild_id, channel_id)` gives whichever is on a stage, also a worker's (`bot.workers`).
* `connection.start(source)` plays after what is played already, and gives an `outlet.Playing` to pause,
  resume, stop and ask for its place; `await connection.play(source)` returns when the last frame is sent.
* `await connection.listen(listens=True)` hears who speaks, and keeps nothing of it.
* A source is `sources.Clip` (ready packets, from `clips.opus_packets`), `sources.Loop`, or `sources.Live`
  of a `sources.Feed` or a `mixing.Mix`; a live source is encoded once however many stages play it.
  `mixing.Mix(music, speaks=connection.speaking)` turns down what is ducked while somebody speaks.
* `await connection.record(folder, allows=...)` begins a `recording.Recording`, one Ogg Opus file for each
  speaker; `await connection.stop_recording()` ends it. `salvage.salvage` mends what a crash has torn,
  and `salvage.open_again` makes a track ready for `record(..., goes_on=...)`.
* `events.StageInterrupted`, `events.StageRestored` and `events.LeftStage` tell what becomes of the
  connection; what is done about a lost one is in `closes`.

Nothing is imported here: most of these modules know neither discord.py nor asyncio, and whoever
needs one of them gets no more.
"""
