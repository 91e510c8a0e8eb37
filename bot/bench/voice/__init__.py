"""`rostra bench voice`: three processes, a voice server, a sender and whoever asks them.

The sender is one process on one core, the voice server another on another core. The server
takes the time of each packet from the system's kernel and opens every one of them. Each kind of
sender is what a bot would run: ours, discord.py's player, discord-ext-songbird, and for
recordings discord-ext-voice-recv.
"""
