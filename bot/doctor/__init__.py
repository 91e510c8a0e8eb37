"""What is wrong with an installation, and what to do: the checks of `rostra doctor`.

Nothing here changes anything: no table, no file, no command on Discord. The gateway is not asked, so a bot
that runs meanwhile is not disturbed.
"""
