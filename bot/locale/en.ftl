# The framework's own words. A cog's words lie in its own `locale` folder.

incident = Something went wrong on my side, and nothing you did is to blame. Please try again; if it goes on, give the number { $incident } to whoever runs this bot.
upstream = Discord did not play along just now. Please try again in a moment. If it goes on, give the number { $incident } to whoever runs this bot.
not-writable = I cannot keep anything just now: there is no space left, or I may not write. Nothing was done, and nothing that I have is lost. It goes on by itself once that is put right; give the number { $incident } to whoever runs this bot.
database-away = I cannot reach what I have stored just now. Please try again in a moment. If it goes on, give the number { $incident } to whoever runs this bot.
forbidden = Discord does not let me do that: somebody or something I would have to change is above my own role. An administrator can move my role up. (Number { $incident }.)
forbidden-here = Discord does not let me do that. In { $channel } I lack: { $permissions }. An administrator can grant this to my role. (Number { $incident }.)
missing-permissions = I cannot do that yet. In { $channel } I lack: { $permissions }. An administrator can grant this to my role or in that channel's settings.
command-changed = This command has just changed. Wait a minute, reload Discord and try again. (Number { $incident }.)
servers-only = This works in a server only, not in private messages. (Number { $incident }.)
person-not-here = { $person } is not in this community, or has left it.
stage-full = { $channel } is full. A moderator can raise its limit, or grant me Move Members, which lets me in all the same.
stage-encrypted = Discord demands end-to-end encryption of { $channel }, which it has demanded of no stage so far, and I do not speak it there. So I cannot be heard, and can record nothing. Whoever runs this bot should look for a newer version of me.
not-a-stage = { $channel } is not a stage channel.

cog-is-off = { $cog } is switched off here: { $person } did that on { $at }. An administrator switches it on again with `/cogs on`.
cog-needs-another = { $cog } needs { $other }, which is switched off here: { $person } did that on { $at }. An administrator switches it on again with `/cogs on`.
no-such-cog = There is no part of mine that is called { $cog }. `/cogs list` shows those there are.
cog-stays-on = { $cog } stays on: without it nobody could switch anything on again.
somebody = somebody who is forgotten

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
setting-too-few = choose at least { $least }.
setting-too-many = choose { $most } at most.
setting-not-a-switch = choose yes or no.
setting-not-a-choice = that is none of its choices.
setting-wrong-form = that is not how it is written.
setting-no-time-zone = there is no time zone of that name. Type a city, or a name such as { $like }.
setting-unknown = There is no setting { $name }.
setting-not-here = there is no such channel or role here. Choose it anew on the page.
setting-does-not-fit = that does not fit.
setting-nothing-to-undo = That change cannot be undone: the setting was changed again since, or the change is not there any more.
no-such-settings = { $cog } has no settings here. `/settings` shows all that have some.
settings-not-exported = That is not a file that an export wrote, so nothing was changed.
settings-exported-elsewhere = That file holds settings of another part or of another club, so nothing was changed. Import it where it was exported.
no-club-settings = The settings of { $cog } are the same for every club here.
no-such-club-here = There is no club { $club } in this community, so nothing was changed.

members-intent-on = I am told who comes and goes and whose roles change, as it happens.
members-intent-off = I am not told who comes and goes, nor whose roles change: I notice it when somebody uses a command or comes to a stage. Whoever runs this bot can have me told, with the members intent.

community-settings = Community
    .description = What holds for all of it
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

# What the framework keeps about a person, and what is left once they are forgotten.
cog-name = Rostra itself
records-kept = Which settings you changed, from what to what and when, which parts you switched off, and, until a week after its end, long work that you began or that was about you.
records-left = The settings stay as you left them, without saying that it was you.

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
permission-create-instant-invite = Create Invite
permission-kick-members = Kick Members
permission-ban-members = Ban Members
permission-administrator = Administrator
permission-manage-guild = Manage Server
permission-add-reactions = Add Reactions
permission-view-audit-log = View Audit Log
permission-priority-speaker = Priority Speaker
permission-stream = Video
permission-read-messages = View Channel
permission-send-tts-messages = Send Text-to-Speech Messages
permission-manage-messages = Manage Messages
permission-read-message-history = Read Message History
permission-external-emojis = Use External Emojis
permission-use-external-emojis = Use External Emojis
permission-view-guild-insights = View Server Insights
permission-speak = Speak
permission-deafen-members = Deafen Members
permission-use-voice-activation = Use Voice Activity
permission-change-nickname = Change Nickname
permission-manage-nicknames = Manage Nicknames
permission-manage-permissions = Manage Permissions
permission-manage-webhooks = Manage Webhooks
permission-manage-expressions = Manage Expressions
permission-manage-emojis = Manage Expressions
permission-manage-emojis-and-stickers = Manage Expressions
permission-use-application-commands = Use Application Commands
permission-manage-threads = Manage Threads
permission-create-public-threads = Create Public Threads
permission-create-private-threads = Create Private Threads
permission-external-stickers = Use External Stickers
permission-use-external-stickers = Use External Stickers
permission-send-messages-in-threads = Send Messages in Threads
permission-use-embedded-activities = Use Activities
permission-moderate-members = Timeout Members
permission-view-creator-monetization-analytics = View Creator Monetization Analytics
permission-use-soundboard = Use Soundboard
permission-create-expressions = Create Expressions
permission-use-external-sounds = Use External Sounds
permission-send-voice-messages = Send Voice Messages
permission-set-voice-channel-status = Set Voice Channel Status
permission-send-polls = Create Polls
permission-create-polls = Create Polls
permission-use-external-apps = Use External Apps
permission-pin-messages = Pin Messages
permission-bypass-slowmode = Bypass Slowmode
