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
setting-queue-seen-by = Who sees the queue
    .description = With the command that shows who waits to speak
setting-queue-seen-by-everybody = Everybody
setting-queue-seen-by-hosts = Hosts
setting-most-listed = Most shown of the queue
    .description = How many names the command shows; the queue itself has no end

records-kept = Whether your hand is up in a room that is open, since when, and what you want to ask.
records-left = Nothing.

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
