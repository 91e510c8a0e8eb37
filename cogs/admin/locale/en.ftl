cog-name = Administration
cog-description = Settings, setting up, switches, privacy and help

# Commands.
command-settings = settings
    .description = See and change the settings of this community or of a club
    .cog = cog
    .cog-description = Whose settings; all of them if you leave it out
    .club = club
    .club-description = A club whose settings may differ from the community's
    .file = file
    .file-description = Settings to import, a file that an export wrote
command-setup = setup
    .description = Set me up for this community, step by step
command-cogs = cogs
    .description = What of me runs in this community
command-cogs-list = list
    .description = See what runs here, and what is switched off
command-cogs-on = on
    .description = Switch a part of me on again
    .cog = cog
    .cog-description = Which part
command-cogs-off = off
    .description = Switch a part of me off; what it has stored stays
    .cog = cog
    .cog-description = Which part
command-privacy = privacy
    .description = What I keep about you
command-privacy-show = show
    .description = See what I keep about you in this community
command-privacy-export = export
    .description = Get all that I keep about you as a file
command-privacy-forget = forget
    .description = Have me forget you in this community; I ask once more
command-help = help
    .description = See what you can do here, or how a command is used
    .command = command
    .command-description = The command to explain

# Who may.
needs-manage-server = That is for people with the permission Manage Server. If you run a club, name it: `/settings` has an option for it.
may-not-set-club = The settings of **{ $club }** are changed by its owner and its admins, and by people with the permission Manage Server.
setting-is-gone = There is no such setting any more. Open the page anew with `/settings`.

# Values.
value-yes = yes
value-no = no
value-none = none
value-default = the default
value-gone = one that is not there any more
value-number = { $number }
value-text = { $text }
value-more = and { $more } more
limits-number = { $known ->
        [both] From { $least } to { $most }.
        [least] { $least } or more.
       *[most] { $most } or less.
    }
limits-text = { $known ->
        [both] { $least } to { $most } characters.
        [least] { $least } characters or more.
       *[most] { $most } characters at most.
    }
limits-several = { $known ->
        [both] { $least } to { $most } of them.
        [least] { $least } of them or more.
       *[most] { $most } of them at most.
    }

# The pages of settings.
page-head = ## { $of ->
        [club] { $cog }: settings of { $club }
       *[community] { $cog }: settings
    }
    { $description }{ $paged ->
        [yes] {" "}(page { $page } of { $pages })
       *[no] {""}
    }
remark = -# { $text }
setting-block = **{ $label }**
    { $description }
    -# { $state }{ $limited ->
        [yes] {" "}{ $limits }
       *[no] {""}
    }
setting-state = { $chosen ->
        [yes] Now: **{ $value }**. { $of ->
            [club] In the whole community: { $fallback }.
           *[community] Default: { $fallback }.
        }
       *[no] Now: **{ $value }**, { $of ->
            [club] as in the whole community.
           *[community] the default.
        }
    }
change-button = Change
choose = Choose
choose-none = Choose, or none
choose-cog = Whose settings?
put-back = Put something back
previous = Back
next = Next
history-button = History
export-button = Export
export-all-button = Export all
import-button = Import
all-settings = All settings
overview-head = ## { $of ->
        [club] Settings of { $club }
       *[community] Settings
    }
overview-line = - **{ $cog }**: { $description }
overview-empty = Nothing that runs here has settings for a club.
notice-changed = **{ $setting }**: { $old } → { $new }
notice-same = That is how it was already.
notice-put-back = { $count ->
        [0] Nothing was different.
        [one] One setting was put back.
       *[other] { $count } settings were put back.
    }
notice-undone = Undone. { $change }
notice-imported = { $count ->
        [0] Imported; nothing was different.
        [one] Imported: one setting is different now.
       *[other] Imported: { $count } settings are different now.
    }
exported = All that was chosen here. Keep the file, or import it again on this page.
import-title = Import settings
import-field = The file
import-hint = One that an export wrote. What it does not name goes back to its default.

# The history.
history-head = ## { $of ->
        [club] { $cog }: history of { $club }
       *[community] { $cog }: history
    }
history-empty = Nothing was changed yet.
history-entry = { $change }
    -# { $at }, { $person }{ $undo ->
        [yes] {" "}(undone)
       *[no] {""}
    }
history-newest = Newest
history-older = Older
undo-button = Undo
back-to-settings = Settings

# Setting up.
setup-progress = -# Step { $step } of { $steps }
setup-head = ## { $cog }
    { $description }
setup-permissions = ## What I may do here
    I need: { $needed }.
setup-own-role = my role
setup-gap = - **In the whole server** I lack: { $permissions }. Allow it for { $role } in Server Settings, Roles; or add me again with the button below, which asks for just what I need.
setup-gap-in-channel = - In { $channel } I lack: { $permissions }. Allow it for { $role } in that channel's settings, Permissions.
setup-more-gaps = - and in { $more } more places.
setup-gaps = Put that right and check again, or go on: what I lack I tell whoever it stops.
setup-no-gaps = I have all of it. Go on.
setup-worker = { $worker } can lend its voice to a second room at once.
setup-worker-away = { $worker }, which lends its voice to a second room at once, is not connected to Discord just now.
setup-worker-absent = { $worker } could lend its voice to a second room at once, once you have [added it to this server]({ $link }).
setup-worker-gap = { $worker } could lend its voice to a second room at once, but lacks { $permissions } { $where ->
        [role] in the whole server: switch that on for its role.
       *[channels] in { $channels }: allow it in the settings there.
    }
setup-invite = Add me again
setup-check = Check again
setup-back = Back
setup-next = Next
setup-again = From the start
summary-head = ## All is set
summary-cog = **{ $cog }**
summary-setting = - { $setting }: { $value }
summary-off = Switched off here: { $cogs }.
summary-kept = **What is kept about people**
summary-line = - { $text }
summary-end = All of it can be changed at any time with `/settings`; `/cogs off` switches parts of me off, and `/help` shows each person what they can do.

# Switches.
part-list = ## What of me runs here
    { $lines }
part-line-on = - **{ $cog }**: { $description }
part-line-off = - ~~{ $cog }~~ is switched off: { $person } did that on { $at }.
part-line-needs = - ~~{ $cog }~~ is off because it needs { $other }, which { $person } switched off on { $at }.
part-on = **{ $cog }** is switched on again{ $more ->
        [yes] , and with it what needs it: { $needing }
       *[no] {""}
    }.
part-off = **{ $cog }** is switched off{ $more ->
        [yes] , and with it what needs it: { $needing }
       *[no] {""}
    }. Its commands stay visible and say so. What it has stored stays; `/cogs on` brings all of it back.
part-on-already = **{ $cog }** was not switched off.
part-off-already = **{ $cog }** is switched off already.

# Privacy.
kept = What I keep about people in this community, and how much of it is about you:
    { $kept }
    `/privacy export` gives you all of it as a file; `/privacy forget` has me forget it.
kept-line = - **{ $cog }**: { $kept } { $count ->
        [0] Nothing about you.
        [one] One entry about you.
       *[other] { $count } entries about you.
    }
about-you = All that I keep about you in this community. Only you see this file.
forget-question = I will forget you in this community: what you are in clubs, what you did, what you have. That cannot be undone. What stays:
    { $left }
    Shall I?
left-line = - **{ $cog }**: { $left }
forget-button = Forget me
keep-button = Keep everything
forgotten = You are forgotten in this community. What stays:
    { $left }
kept-all = Nothing was changed; I keep everything as it was.
too-much-to-send = There is more about you than Discord takes as one file. Ask whoever runs this bot for it.

# Help.
help-head = ## What you can do here
    Click on a command to use it; `/help` with its name explains it.
help-cog = ### { $cog }
help-line = { $command }: { $does }
help-menu = **{ $name }**, in the menu of a message or of a person
help-command = { $command }
    { $does }
help-option = - `{ $name }`{ $needed ->
        [no] {" "}(may be left out)
       *[yes] {""}
    }: { $description }
help-needs = Needs the permission: { $permissions }.
no-such-command = There is no command { $command } that you can use here. `/help` shows those there are.

# Hello.
welcome = ## Hello
    I run audio clubs on stage channels: clubs with members, rooms that open and close, a fair queue of raised hands.
    Whoever may manage this server sets me up with the button, or later with `/setup`. Everybody else: `/help` shows what you can do.
welcome-button = Set up
