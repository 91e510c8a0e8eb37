cog-name = Hands
cog-description = Who wants to speak, and whose turn it is

command-hand = hand
    .description = Ask to speak in a room
command-hand-raise = raise
    .description = Ask to speak; with a question, if you like
    .question = question
    .question-description = Write down what you want to ask
command-hand-status = status
    .description = See your place in the queue, and whose turn it is by which rule
command-hand-rule = rule
    .description = Choose whose turn it is in your room from now on
    .policy = policy
    .policy-description = Who goes before whom; what it leaves open is decided by arrival
    .policy-choice-first_come = First come, first heard
    .policy-choice-fair_floor = Whoever spoke least in this club lately
    .policy-choice-newcomers = Newcomers first
    .policy-choice-weighted = Some roles wait less
    .policy-choice-questions = Written questions first
command-hand-lower = lower
    .description = Give up your place in the queue
command-hand-queue = queue
    .description = See who waits to speak, in order, and by which rule
command-hand-next = next
    .description = Invite whoever's turn it is

next-on-card = **Next:** { $people }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }

setting-policy = Whose turn it is
    .description = The rule with which a room begins; its hosts may choose another
setting-policy-first-come = First come, first heard
setting-policy-fair-floor = Whoever spoke least in the club lately
setting-policy-newcomers = Newcomers first
setting-policy-weighted = Some roles wait less
setting-policy-questions = Written questions first
setting-weighted-roles = Roles that wait less
    .description = For the rule of that name; the first one waits least
setting-fair-weeks = Weeks that count
    .description = How far back the rules look at who spoke and who was there
setting-answer-seconds = Seconds to accept
    .description = After so long an invitation to speak runs out and the next is asked; with 0 never
setting-next-when-declined = Ask the next
    .description = When somebody who was called in turn declines, leaves or does not answer
setting-most-speakers = Most speakers
    .description = Besides hosts; with 0 as many as the hosts invite
setting-autopilot = Places I keep filled
    .description = I invite people in turn until so many speak besides hosts; with 0 a host calls
setting-speaking-seconds = Speaking time in seconds
    .description = After it speakers go back to the audience, hosts excepted; with 0 they speak as long as they like
setting-warning-seconds = Seconds of warning
    .description = So long before their time is up speakers are told, with a chime; with 0 they are not
setting-grace-seconds = Seconds of grace
    .description = So long speakers may finish their sentence after their time is up
setting-panel-at-start = Panel from the beginning
    .description = Put the hosts' panel into the stage's chat when a room opens; `/hand panel` puts it elsewhere
setting-report-channel = Reports go to
    .description = Where your administrators read what people report from the stages; without it nothing can be reported
setting-queue-seen-by = Who sees the queue
    .description = With the command that lists who waits, on the card, and on the panel in the room's chat
setting-queue-seen-by-everybody = Everybody
setting-queue-seen-by-hosts = Hosts
setting-most-listed = Most shown of the queue
    .description = How many names the command shows; the queue itself has no end

records-kept = Of rooms that are open: whether your hand is up, since when and what you want to ask, and when you spoke. Beside that what hosts did about you and you about others, and what you are kept out of and why.
records-left = That you are kept out of a room or a club, if you are, without the reason; what you did as a host, without your name.

command-hand-panel = panel
    .description = Put your room's panel into this channel

panel-shown = The panel stands here now.
panel-head = **{ $topic }** on { $stage }
panel-over = **{ $topic }** is over.
panel-limit = { $most ->
        [one] One person speaks at a time, besides hosts.
       *[other] No more than { $most } speak at a time, besides hosts.
    }
panel-time = Speaking time: { $time } minutes.
panel-autopilot = { $places ->
        [one] Autopilot: I keep one place filled.
       *[other] Autopilot: I keep { $places } places filled.
    }
panel-stage = **On stage: { $speaking }**
    { $people }
panel-until = { $person }, until { $at }
panel-invited = { $person } is invited
panel-queue = { $waiting ->
        [0] **Nobody waits.**
       *[other] **Waiting: { $waiting }**
    }
    { $people }
panel-more = and { $more } more
panel-unnamed = -# Here only hosts see who: with `/hand queue`, or on the panel in a channel of theirs, where `/hand panel` puts it.
policy-name = { $policy ->
        [first_come] First come, first heard
        [fair_floor] Whoever spoke least lately
        [newcomers] Newcomers first
        [weighted] Some roles wait less
       *[questions] Written questions first
    }
choose-person = Somebody in particular…
button-next = Next
button-invite = Invite to speak
button-skip = Skip the first
button-hold = Hold the first
button-skip-them = Let others go first
button-hold-them = Hold
button-dismiss-them = To the audience
button-mute = Mute
button-unmute = Unmute
button-remove = Remove from the stage
button-keep-out = Keep out…
button-let-in = Let in again
button-report = Report…
button-undo = Undo
command-hand-history = history
    .description = See what hosts did about people in your club's rooms
menu-on-stage = On stage
keep-out-title = Keep out
keep-out-reason = Why?
    .hint = Those who host rooms of the club can read it
keep-out-span = For how long?
    .hint = As 30m, 12h or 7d; empty is until somebody lets them in
keep-out-of-club = Out of every room of the club
    .hint = Otherwise out of this room alone
report-title = Report to the administrators
report-field = What happened?
report-hint = The administrators of this server read it, with your name
reported = Thank you. The administrators will read it.
report = { $by } reports { $about } in **{ $topic }**: { $text }
deed-done = { $what ->
        [muted] { $person } is muted in the voice channels of this server.
        [unmuted] { $person } is muted no more.
        [to_audience] { $person } is in the audience.
        [removed] { $person } is disconnected, and may come back.
        [kept_out] { $person } is kept out of this room.
        [kept_out_of_club] { $person } is kept out of every room of this club.
       *[let_in] { $person } may come in again.
    }
deed-undone = { $what ->
        [to_audience] Taken back: { $person } is invited to speak again.
        [let_in] Taken back: { $person } is kept out as before.
       *[other] Taken back: all is for { $person } as it was.
    }
deed-line = { $at } { $actor } { $what ->
        [muted] muted { $person }
        [unmuted] unmuted { $person }
        [to_audience] moved { $person } to the audience
        [removed] removed { $person } from the stage
        [kept_out] kept { $person } out of a room
        [kept_out_of_club] kept { $person } out of the club's rooms
        [undone] took back what was done about { $person }
       *[let_in] let { $person } in again
    }{ $lasts ->
        [yes] , until { $until }
       *[no] {""}
    }{ $why ->
        [yes] : { $reason }
       *[no] {""}
    }
no-deeds = Nothing was done about anybody here.
command-hand-questions = questions
    .description = Show your room's written questions here, one at a time
button-next-question = Next question
questions-head = **{ $topic }**: questions and answers. { $waiting ->
        [0] No other question waits.
        [one] One more question waits.
       *[other] { $waiting } more questions wait.
    }
questions-now = { $person } asks:
    { $question }
questions-none = No question is being answered. `/hand raise` takes one.
questions-shown = The questions stand here now.
question-is-next = The question of { $person } is next.
button-release = Release
button-dismiss = Dismiss the first
button-lock = Take no new hands
button-unlock = Take hands again
button-lower-all = Lower all hands
button-limits = Limits and autopilot
button-raise = Ask to speak
button-status = My place
button-more-time = One more minute
person-speaks = { $person } speaks since { $since }.
person-invited = { $person } is invited to speak, and has not answered.
person-waits = { $person } waits to speak: number { $position } of { $waiting }.
person-is-bot = { $person } is a bot, and stands in no queue.
person-listens = The hand of { $person } is not up.
hand-skipped = The others go before { $person }, once.
hand-held = { $person } keeps the place, and is not called until you release the hand.
hand-released = { $person } is called again when it is their turn.
hand-dismissed = { $person } is in the audience.
hands-now-locked = No new hands are taken; who waits keeps waiting.
hands-now-unlocked = New hands are taken again.
hands-lowered = { $count ->
        [one] One hand is down.
       *[other] { $count } hands are down.
    }
job-lower-all = Lowering all hands in { $room }
limits-title = Limits and autopilot
limits-most = Most speakers besides hosts
    .hint = 0 is as many as you invite
limits-time = Speaking time
    .hint = In minutes, as 2 or 2:30; 0 is as long as they like
limits-autopilot = Places that I keep filled
    .hint = 0 is none: you call people up
limits-changed = That holds from now on, for whoever is on stage too.
more-time-given = { $person } has the floor until { $at }.
time-left = { $seconds ->
        [0] { $person }, your time is up. Thank you!
        [one] { $person }, you have one more second.
       *[other] { $person }, you have { $seconds } more seconds.
    }
hand-raised = Your hand is up: you are number { $position }. You will be invited to speak when it is your turn.
button-question = Add a question
question-title = Your question
question-field = What do you want to ask?
question-hint = The hosts and whoever sees the queue can read it
rule = { $policy ->
        [first_come] The rule here: first come, first heard.
        [fair_floor] The rule here: whoever spoke least in this club lately goes first.
        [newcomers] The rule here: whoever has not spoken in this club lately goes first.
        [weighted] The rule here: waiting counts for more with some roles.
       *[questions] The rule here: whoever has written down a question goes first.
    }
rule-changed = { $policy ->
        [first_come] From now on: first come, first heard.
        [fair_floor] From now on whoever spoke least in this club lately goes first.
        [newcomers] From now on whoever has not spoken in this club lately goes first.
        [weighted] From now on waiting counts for more with some roles.
       *[questions] From now on whoever has written down a question goes first.
    }
queue-line = { $number }. { $held ->
        [yes] ⏸{" "}
       *[no] {""}
    }{ $person }{ $asks ->
        [yes] : { $question }
       *[no] {""}
    }
status-place = You are number { $position } of { $waiting }.{ $held ->
        [yes] {" "}A host has put your hand on hold: you keep your place, and are not called for now.
       *[no] {""}
    }
status-wait = { $minutes ->
        [0] You may be called at any moment.
        [one] You may be called in about a minute.
       *[other] You may be called in about { $minutes } minutes.
    }
status-none = Your hand is not up; `/hand raise` puts it up. { $waiting ->
        [0] Nobody waits to speak.
        [one] One person waits to speak.
       *[other] { $waiting } people wait to speak.
    }
status-locked = No new hands are taken just now.
hand-lowered = Your hand is down.
speaker-called = { $speaker } is invited to speak, and will be heard once they accept.
who-waits = { $waiting ->
        [one] One person waits
       *[other] { $waiting } people wait
    } to speak:
    { $people }
nobody-waits = Nobody waits to speak.

hand-already-raised = Your hand is up already. `/hand lower` takes it down.
no-hand-raised = Your hand is not up.
queue-for-hosts = Here only the hosts of a room see who waits to speak.
queue-empty = Nobody waits to speak.
hands-locked = The hosts take no new hands just now.
empty-question = A question needs at least one word.
already-speaker = You are a speaker: just speak.
already-invited = You are invited to speak: accept in Discord, or decline with `/hand lower`.
stage-full = { $places ->
        [one] Somebody speaks or is invited already, and no more than one may here. Let them finish, or raise the limit on the panel.
       *[other] { $places } people speak or are invited already, and no more may here. Let somebody finish, or raise the limit on the panel.
    }
not-in-room = They are not on this stage any more.
nothing-to-lower = Nobody waits to speak.
lowers-already = The hands of this room are being lowered already.
not-speaking = They do not have the floor for a time that ends.
no-number = { $typed } is not a number from 0 to { $most }.
no-time = { $typed } is not a time. Type minutes, as 2 or 2:30, up to { $most }; 0 is no end.
cannot-write-here = I cannot put the panel here: I need View Channel and Send Messages in this channel.
may-not-moderate = You cannot do that to them: they stand as high here as you do, or higher.
not-kept-out = They are kept out of nothing here.
nothing-to-undo = That cannot be taken back.
kept-out = The hosts keep you out of this room.
no-span = { $typed } is not a length of time. Type 30m, 12h or 7d, up to a year, or leave it empty.
no-report-channel = Nobody here has chosen where reports are read. Ask an administrator, who can do that in `/settings`.
no-questions = Nobody who waits has written down a question.
