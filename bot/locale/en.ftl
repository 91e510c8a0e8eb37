# The framework's own words. A cog's words lie in its own `locale` folder.

incident = Something went wrong on my side, and nothing you did is to blame. Please try again; if it goes on, give the number { $incident } to whoever runs this bot.
upstream = Discord did not play along just now. Please try again in a moment. If it goes on, give the number { $incident } to whoever runs this bot.
forbidden = Discord does not let me do that: somebody or something I would have to change is above my own role. An administrator can move my role up. (Number { $incident }.)
forbidden-here = Discord does not let me do that. In { $channel } I lack: { $permissions }. An administrator can grant this to my role. (Number { $incident }.)
missing-permissions = I cannot do that yet. In { $channel } I lack: { $permissions }. An administrator can grant this to my role or in that channel's settings.
command-changed = This command has just changed. Wait a minute, reload Discord and try again. (Number { $incident }.)
servers-only = This works in a server only, not in private messages. (Number { $incident }.)
person-not-here = { $person } is not in this community, or has left it.
stage-full = { $channel } is full. A moderator can raise its limit, or grant me Move Members, which lets me in all the same.
not-a-stage = { $channel } is not a stage channel.

# Discord's names, as its settings show them.
permission-view-channel = View Channel
permission-connect = Connect
permission-manage-channels = Manage Channels
permission-mute-members = Mute Members
permission-move-members = Move Members
permission-send-messages = Send Messages
permission-request-to-speak = Request to Speak
permission-mention-everyone = Mention Everyone
permission-manage-events = Manage Events
permission-create-events = Create Events
permission-manage-roles = Manage Roles
permission-embed-links = Embed Links
permission-attach-files = Attach Files
