"""An evening at a club, played by a crowd on the sandbox with the production bot.

The crowd speaks to the bot only as people do: slash commands, buttons, Discord's own
hand, their voices. So this package knows the commands by name and reads the bot's
words, and nothing else of any feature. What a step has seen comes from the
sandbox's state, never from the bot.
"""
