cog-name = Hands
cog-description = Who wants to speak, and whose turn it is

command-hand = hand
    .description = Ask to speak in a room
command-hand-raise = raise
    .description = Ask to speak
command-hand-lower = lower
    .description = Give up your place in the queue
command-hand-queue = queue
    .description = See who waits to speak, in order
command-hand-next = next
    .description = Invite whoever has waited longest

setting-queue-seen-by = Who sees the queue
    .description = With the command that shows who waits to speak
setting-queue-seen-by-everybody = Everybody
setting-queue-seen-by-hosts = Hosts
setting-most-listed = Most shown of the queue
    .description = How many names the command shows; the queue itself has no end

records-kept = Whether your hand is up in a room that is open, and since when.
records-left = Nothing.

hand-raised = Your hand is up: you are number { $position }. You will be invited to speak when it is your turn.
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
already-speaker = You are a speaker: just speak.
