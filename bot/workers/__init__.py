"""Workers: further bots of whoever runs Rostra, of which nothing but the voice is used.

A bot has one voice in each community ("Voice Connections" in Discord's documentation), so a second room at
once is silent, unless another bot lends its voice. `[voice] workers` holds the tokens of such bots.

* `client.WorkerClient` is one login of a worker: a gateway that hears of communities and of its own voice.
* `worker.Worker` logs in, again and again if it has to, and knows what keeps it from a stage.
* `leases.Leases` are the rows by which two processes never send one worker to two stages of a community.
* `crew.Crew`, as `bot.crew`, is all voices together: which is on a stage, and which may go there.
"""
