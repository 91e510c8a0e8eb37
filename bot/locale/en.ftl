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

cog-is-off = { $cog } is switched off here: { $person } did that on { $at }. An administrator switches it on again with `/cogs on`.
cog-needs-another = { $cog } needs { $other }, which is switched off here: { $person } did that on { $at }. An administrator switches it on again with `/cogs on`.
no-such-cog = There is no part of mine that is called { $cog }. `/cogs list` shows those there are.

# Settings.
setting-refused = Nothing was changed.
    { $reasons }
setting-line = **{ $setting }**: { $reason }
setting-too-small = the least is { $least }.
setting-too-large = the most is { $most }.
setting-too-short = it needs { $least ->
        [one] one character
       *[other] { $least } characters
    } at least.
setting-too-long = it has { $most ->
        [one] one character
       *[other] { $most } characters
    } at most.
setting-not-a-number = that is no whole number.
setting-not-a-switch = choose yes or no.
setting-not-a-choice = that is none of its choices.
setting-wrong-form = that is not how it is written.
setting-no-time-zone = there is no time zone of that name. Type one such as Europe/Paris or America/New_York.
setting-unknown = There is no setting { $name }.
setting-does-not-fit = that does not fit.
setting-nothing-to-undo = That change cannot be undone: the setting was changed again since, or the change is not there any more.
no-such-settings = { $cog } has no settings here.
settings-not-exported = That is not a file that an export wrote, so nothing was changed.

setting-language = Language
    .description = Of what everybody reads; what one person reads is in their own language
setting-language-auto = As chosen in Discord
setting-language-en = English
setting-language-fr = French
setting-time-zone = Time zone
    .description = By which times are meant that people type, such as Europe/Paris
setting-stage-category = Category for stages
    .description = Where stages and channels are made for clubs
setting-retention-days = Days to keep data
    .description = How long data waits after I was removed; the ledger of tips stays

# Work on many, done one after another.
job = Working through a list
job-title = **{ $title }**
job-counts = { $done } of { $total } done{ $failed ->
        [0] .
        [one] , one failed.
       *[other] , { $failed } failed.
    }
job-ready-at = Ready { $at }.
job-ended = { $state ->
        [cancelled] Cancelled; the rest stays as it was.
        [stopped] Stopped: Discord refused one after the other. I may lack a permission, or those concerned are above my role.
       *[done] Finished.
    }
job-cancel = Cancel
job-is-cancelled = I stop there. What is done already stays done.
job-is-over = That has ended already.
job-of-somebody-else = Only whoever began this, or somebody who may manage the server, can cancel it.

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
