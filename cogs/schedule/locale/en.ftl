cog-name = Schedule
cog-description = Evenings of a club, planned as events, with reminders and a calendar

command-schedule = schedule
    .description = Evenings that are planned
command-schedule-create = create
    .description = Plan an evening of your club; Discord shows it as an event
    .club = club
    .club-description = Whose evening it is
    .topic = topic
    .topic-description = What it is about
    .when = when
    .when-description = By this server's clock: 2026-12-04 20:00, friday 20:00, tomorrow 8 pm
    .about = about
    .about-description = What people should know of it
    .minutes = minutes
    .minutes-description = How long it will take
    .repeat = repeat
    .repeat-description = How often it comes again
    .repeat-choice-weekly = Every week
    .repeat-choice-fortnightly = Every other week
    .repeat-choice-monthly = Every month, on the same day of the same week
    .repeat-choice-yearly = Every year
    .repeat-choice-weekdays = Monday to Friday
    .repeat-choice-weekends = Saturday and Sunday
    .host = host
    .host-description = Who runs it; you, if you name nobody
    .stage = stage
    .stage-description = Where; otherwise on your club's own stage
    .picture = picture
    .picture-description = A picture, best two and a half times as wide as high
command-schedule-list = list
    .description = See what is planned here, the soonest first
    .club = club
    .club-description = Only what this club has planned
command-schedule-edit = edit
    .description = Change an evening that has not begun: its topic, time, place, host or picture
    .evening = evening
    .evening-description = Which evening
    .topic = topic
    .topic-description = What it is about
    .when = when
    .when-description = By this server's clock: 2026-12-04 20:00, friday 20:00, tomorrow 8 pm
    .about = about
    .about-description = What people should know of it
    .minutes = minutes
    .minutes-description = How long it will take
    .repeat = repeat
    .repeat-description = How often it comes again
    .repeat-choice-once = Once
    .repeat-choice-weekly = Every week
    .repeat-choice-fortnightly = Every other week
    .repeat-choice-monthly = Every month, on the same day of the same week
    .repeat-choice-yearly = Every year
    .repeat-choice-weekdays = Monday to Friday
    .repeat-choice-weekends = Saturday and Sunday
    .host = host
    .host-description = Who runs it from now on
    .stage = stage
    .stage-description = Where it takes place from now on
    .picture = picture
    .picture-description = A picture, best two and a half times as wide as high
command-schedule-cancel = cancel
    .description = Cancel an evening, with all the times it would have come again
    .evening = evening
    .evening-description = Which evening
command-schedule-skip = skip
    .description = Leave out the next time of an evening that comes again
    .evening = evening
    .evening-description = Which evening
command-schedule-start = start
    .description = Begin an evening that you run; if nobody does in time, those interested are told
    .evening = evening
    .evening-description = Which evening
command-schedule-remind = remind
    .description = Choose how you are reminded of evenings that you are interested in
    .by = by
    .by-description = How
    .by-choice-channel = A mention in a channel
    .by-choice-dm = A direct message
    .by-choice-nothing = Not at all
command-schedule-calendar = calendar
    .description = Get what a club has planned as a file, and the address at which your calendar can follow it
    .club = club
    .club-description = Whose evenings
    .new_address = new_address
    .new_address-description = Exchange the club's address for another; the old one then leads nowhere
command-schedule-cohost = cohost
    .description = Run an evening together
command-schedule-cohost-add = add
    .description = Let somebody run an evening beside its host
    .evening = evening
    .evening-description = Which evening
    .person = person
    .person-description = Who may begin it and run it as its host may
command-schedule-cohost-remove = remove
    .description = Let a co-host run an evening no more; or step down yourself
    .evening = evening
    .evening-description = Which evening
    .person = person
    .person-description = Who is a co-host no more

# What a community and its clubs may set.
setting-remind-minutes = Reminder
    .description = So many minutes before an evening those interested are reminded; 0 is not at all.
setting-remind-channel = Where to remind
    .description = A text channel. Without one it is the club's own, else the chat of the stage.
setting-mention-interested = Mention those interested
    .description = In the channel, whoever is interested is mentioned, unless they chose otherwise. Without it only direct messages are sent, to whoever wants them.
setting-late-minutes = Wait for the host
    .description = If nobody has opened the evening so many minutes after its time, those interested are told.
setting-when-missed = If nobody comes
    .description = What becomes of an evening that nobody opened.
setting-when-missed-cancel = It is cancelled, or goes on with its next time
setting-when-missed-leave = It stays, for whoever comes later
setting-adopt-events = Events made in Discord
    .description = An event that somebody makes in Discord itself, on a club's own stage, is an evening of that club.

# Days, as people type them.
word-today = today
word-tomorrow = tomorrow

# What was planned, and what is.
repeated = { $repeat ->
       *[once] {""}
        [weekly] {" "}· every week
        [fortnightly] {" "}· every other week
        [monthly] {" "}· every month
        [yearly] {" "}· every year
        [weekdays] {" "}· Monday to Friday
        [weekends] {" "}· Saturday and Sunday
    }
one-host = { $person }
evening-planned = **{ $topic }** of **{ $club }** is planned for { $moment } on { $stage }{ $again }, hosted by { $hosts }.
    { $link }
    The file adds it to any calendar.
    When it is time, `/schedule start` opens its room. Name co-hosts with `/schedule cohost add`: they may begin it too.
evening-changed = **{ $topic }** of **{ $club }** is planned for { $moment } on { $stage }{ $again }, hosted by { $hosts } from now on.
    { $link }
    The file changes it in a calendar that has it.
evening-cancelled = **{ $topic }**, { $moment }, is cancelled, and does not come again.
evening-skipped = **{ $topic }** is left out on { $moment }. It comes again { $later }.
nothing-planned = Nothing is planned. Whoever opens a club's rooms can change that with `/schedule create`.
evening-line = - [{ $topic }]({ $link }), { $moment } on { $stage }{ $again } · **{ $club }**, { $hosts }
evening-line-live = - **On now:** [{ $topic }]({ $link }) on { $stage }{ $again } · **{ $club }**, { $hosts }
and-more-evenings = -# And { $more } more, on Discord's own list of events.
cohost-added = { $person } runs **{ $topic }** with its host.
cohost-removed = { $person } is no co-host of **{ $topic }** any more.

# What people are told of an evening.
job-remind = telling those interested in { $topic }
reminder = **{ $topic }** of **{ $club }** begins { $moment }, on { $stage }. { $who }
reminder-by-dm = **{ $topic }** of **{ $club }**, in **{ $community }**, begins { $moment }, on { $stage }.
    -# You asked to be reminded by direct message. `/schedule remind` there ends it.
called = { $who } It is time for **{ $topic }** of **{ $club }**, on { $stage }. Any of you may begin it, here or with `/schedule start`. If nobody does for { $minutes } minutes, those interested are told.
missed = **{ $topic }** of **{ $club }** was to begin { $moment }, and nobody came to open it. { $outcome } { $who }
missed-by-dm = **{ $topic }** of **{ $club }**, in **{ $community }**, was to begin { $moment }, and nobody came to open it. { $outcome }
    -# You asked to be told by direct message. `/schedule remind` there ends it.
missed-cancelled = It is cancelled.
missed-again = It comes again { $again }.
missed-stays = It may still begin later.
button-remind-dm = Remind me by direct message
button-remind-nothing = No reminders
button-start = Begin
reminded-by = { $by ->
        [channel] You are mentioned in a channel before evenings that you are interested in.
        [dm] You get a direct message before evenings that you are interested in.
       *[nothing] You are reminded of nothing here any more. `/schedule remind` changes that.
    }
evening-started = **{ $topic }** is open on { $stage }. You host it; whoever else was to run it is a co-host.
calendar-file = Here is what **{ $club }** has planned, for any calendar. It stays as it is now: ask for it again when you like.
calendar-address = Here is what **{ $club }** has planned, for any calendar. One that follows this address keeps up with it:
    { $address }
    Whoever knows the address can read it, so pass it on with care. Those who plan the club's evenings can exchange it with `/schedule calendar`.

# What is refused.
may-not-plan = Only the owner, admins and leaders of **{ $club }** plan its evenings, and whoever hosts one changes it.
no-such-moment = I cannot read that as a time. Write the day as `2026-12-04`, `friday` or `tomorrow`, then the hour as `20:00` or `8 pm`. Without a day it is the next time it is that late.
not-on-the-clock = There is no { $time } on { $day }: the clocks go forward over it.
in-the-past = { $moment } is over. An evening is planned ahead.
too-far-ahead = { $moment } is more than five years ahead, and Discord plans no further.
does-not-recur-then = { $repeat ->
        [weekends] Saturday and Sunday: so the first time has to be one of them.
       *[weekdays] Monday to Friday: so the first time has to be one of these days.
    }
too-many-events = This server has { $most } events, which is as many as Discord allows. Cancel one first.
no-stage-for-it = **{ $club }** has no stage of its own, and there is more than one here. Say which, with `stage`, or give it one with `/club bind stage`.
no-such-evening = No evening of that name is planned, or more than one is. Choose one from those that are offered.
evening-is-over = **{ $topic }** has begun or is over, and cannot be changed any more.
comes-once = **{ $topic }** does not come again, so there is no time to leave out. `/schedule cancel` ends it.
nothing-to-change = Say what is to change: fill in at least one of the options.
bad-event-picture = That is no picture that I can read: PNG, JPEG, GIF or WebP, { $most } MB at most.
bad-event-text = Discord does not allow some word of it. Put it in another way.
bots-host-no-evening = A bot runs no evening.
too-many-cohosts = An evening has { $most } co-hosts at most. Remove one first, with `/schedule cohost remove`.
is-cohost-already = { $person } runs it already.
is-no-cohost = { $person } is no co-host of it.
may-not-start = Only its host, its co-hosts and those who open the club's rooms can begin **{ $topic }**.
is-on-already = **{ $topic }** has begun already.

records-kept = Which evenings you host or co-host, and how you want to be reminded.
records-left = An evening stays, without saying who was to run it. Whom Discord lists as interested is Discord's own, and ends with its button.
