cog-name = Playback
cog-description = What I let be heard on a stage

command-sound = sound
    .description = Sounds of this community
command-sound-add = add
    .description = Add a sound: an MP3, WAV, Ogg, FLAC, M4A or WebM file
    .name = name
    .name-description = What people call it
    .file = file
    .file-description = The sound; silence around it is cut off, and it is made as loud as the others
command-sound-list = list
    .description = See all sounds of this community
command-sound-rename = rename
    .description = Give a sound another name
    .sound = sound
    .sound-description = Which one
    .name = name
    .name-description = Its new name
command-sound-remove = remove
    .description = Remove a sound
    .sound = sound
    .sound-description = Which one
command-sound-play = play
    .description = Let a sound be heard on your stage, now
    .sound = sound
    .sound-description = Which one
command-sound-use = use
    .description = Hear a sound of your own in the place of one of mine; mine again without one
    .what = what
    .what-description = What for
    .what-choice-opening = A room opens
    .what-choice-closing = A room closes
    .what-choice-warning = A speaker's time is nearly up
    .what-choice-countdown = The last seconds of a speaker
    .what-choice-next = Announced: who is next
    .what-choice-break = Announced: a break
    .what-choice-back = Announced: we go on
    .what-choice-ending = Announced: we end soon
    .what-choice-music = Music until the first speaker
    .what-choice-recording = A room is recorded from now on
    .what-choice-recorded = A recording is over
    .sound = sound
    .sound-description = Which one; without it mine is heard again
command-sound-board = board
    .description = Put a message into this channel that has a button for each sound

command-play = play
    .description = Play one thing after another in your room
command-play-add = add
    .description = Put a sound or a file at the end of your room's queue
    .sound = sound
    .sound-description = One of this community's sounds
    .file = file
    .file-description = Or a file, which is played once and not kept
command-play-skip = skip
    .description = End what plays in your room; the next in the queue follows
command-play-pause = pause
    .description = Let what plays in your room stand where it is
command-play-resume = resume
    .description = Let it go on from where it stands
command-play-stop = stop
    .description = End what plays in your room, and empty the queue
command-play-list = list
    .description = Show what plays in the room, how far it is, and what follows
command-play-volume = volume
    .description = Make all that I play in your room louder or quieter
    .percent = percent
    .percent-description = 100 is as loud as it was made

command-announce = announce
    .description = Let everybody in your room hear what comes
    .what = what
    .what-description = What comes
    .what-choice-next = Who is next
    .what-choice-break = A break
    .what-choice-back = We go on
    .what-choice-ending = We end soon
    .person = person
    .person-description = Who, if it is about somebody; a sound with their name is heard too
    .words = words
    .words-description = What else to say

command-music = music
    .description = Music until the first speaker
command-music-on = on
    .description = Let music be heard in your room, quietly under speech, until the first speaker
    .sound = sound
    .sound-description = Which sound; without it what your community has chosen
command-music-off = off
    .description = Fade the music in your room out

sound-added = **{ $name }** is one of your sounds now, { $seconds } s long.
sound-renamed = **{ $before }** is called **{ $name }** now.
sound-removed = **{ $name }** is gone.
sound-played = **{ $name }** is heard.

list-head = { $count ->
        [0] There is no sound here yet. `/sound add` adds one.
        [one] **{ $count } sound**, { $megabytes } MB
       *[other] **{ $count } sounds**, { $megabytes } MB
    }
list-line = **{ $name }** · { $length } · { $person }
button-previous = Back
button-next = Next
sound-used = { $own ->
        [yes] **{ $name }** is heard from now on: { $what ->
                [opening] when a room opens
                [closing] when a room closes
                [warning] when a speaker's time is nearly up
                [countdown] in the last seconds of a speaker
                [next] when the next speaker is announced
                [break] when a break is announced
                [back] when it goes on after a break
                [ending] when the end is announced
                [recording] when a room begins to be recorded
                [recorded] when a recording is over
               *[music] until the first speaker
            }.
       *[no] My own sound is heard there again.
    }
board-shown = The board is here now. It follows your sounds.
board-head = **Sounds** · press one, and your stage hears it.
board-empty = There is no sound here yet. `/sound add` adds one, and it appears here.

piece-added = { $ahead ->
        [0] **{ $name }** plays now.
        [one] **{ $name }** plays after { $ahead } other.
       *[other] **{ $name }** plays after { $ahead } others.
    }
piece-skipped = **{ $name }** is over.
piece-paused = **{ $name }** stands where it is. `/play resume` lets it go on.
piece-resumed = **{ $name }** goes on.
queue-stopped = { $count ->
        [one] It is over.
       *[other] It is over, and the queue is empty: { $count } in all.
    }
volume-changed = I play at { $volume } % in this room now.
queue-head = **Queue** · { $topic } · { $volume } %
queue-now = **{ $name }**
    { $bar } { $position } / { $length } · { $person }
queue-paused = **{ $name }**
    ⏸️ { $bar } { $position } / { $length } · { $person }
queue-begins = It begins in a moment.
queue-waits = My voice is away. It goes on from there once I am back on this stage.
queue-empty = Nothing plays. `/play add` changes that.
queue-music = Music plays until the first speaker. `/play add` plays something over it.
queue-line = { $number }. { $name } · { $length } · { $person }
queue-more = and { $count } more
queue-over = This queue is over.
button-pause = Pause
button-resume = Go on
button-skip = Skip
button-stop = Stop
button-quieter = Quieter
button-louder = Louder

announcement = { $what ->
        [next] Next: { $who }
        [next-one] The next speaker, please.
        [break] We take a break.
        [back] We go on.
       *[ending] We end soon.
    } { $words }
announced = It is heard on your stage.

music-begun = Music plays until the first speaker. While it does I listen, so that I can turn it down while somebody speaks; I keep nothing of it, and the room's card says so.
playback-lost = What I played here has stopped: I lost this stage and did not come back. { $count ->
        [0] `/music on` begins anew.
        [one] What was in the queue is forgotten; `/play add` begins anew.
       *[other] The { $count } pieces in the queue are forgotten; `/play add` begins anew.
    }
music-ended = The music fades out.
card-music = Music plays until the first speaker. I listen, to turn it down while somebody speaks, and keep nothing of what I hear.

paused-already = { $paused ->
       *[yes] It stands already. `/play resume` lets it go on.
        [no] It plays already.
    }
queue-full = { $most } wait in that queue already. Let some of them play first.
nothing-plays = Nothing plays in this room.
nothing-chosen = Choose a sound, or give me a file: one of the two.
no-music = No music plays in this room.
cannot-write-here = I may not write in this channel.

bad-sound = { $fault ->
        [unknown] That is none of the files that I can read: bring an MP3, WAV, Ogg, FLAC, M4A or WebM file. What counts is what is in it, not what it is called.
        [no-sound] I found no sound in that file, or one that does not belong into such a file.
        [too-long] That sound is too long: { $most } seconds at most.
        [silent] There is nothing to hear in that file.
        [too-large] Reading that file took more memory than a sound may, so I stopped. Save it anew as an MP3, and try again.
        [too-slow] Reading that file took longer than a sound may, so I stopped. Save it anew as an MP3, and try again.
       *[broken] That file is damaged, or is not what it says it is. Save it anew, and try again.
    }
file-too-large = That file is too large: { $most } MB at most.
too-many-files = I am reading many files just now. Try again in a minute.
bad-name = A sound's name has 1 to { $most } characters that can be seen.
name-taken = There is a sound called **{ $name }** already. Choose another name, or remove that one first.
no-such-sound = There is no sound called **{ $name }** here. `/sound list` shows all.
too-many-sounds = This community has { $most } sounds, and that is as many as it may. Remove one first.
no-space-left = The sounds of this community may take { $most } MB, and this one would be too much. Remove one first.
may-not-keep-sounds = Sounds are added and changed by people with Manage Server, by roles that they have chosen, and a sound also by whoever added it.
may-not-play = { $by ->
        [hosts] Only hosts let sounds be heard in this room.
       *[speakers] Only speakers and hosts let sounds be heard in this room.
    }
no-voice-here = I am on no stage here. A host brings me with `/room voice`.
voice-elsewhere = My voice is on { $stage }, and I have only one in a community. A host brings it here with `/room voice`.
voice-comes-back = I have just lost the stage and am coming back. Try again in a moment.
not-on-stage = Nobody hears me: I am in the audience of { $stage }, and to come up I lack: { $permissions }. { $hand ->
        [raised] I have raised my hand: invite me to speak, or grant the permission.
       *[down] An administrator can grant it to my role or in that channel's settings.
    }
stage-busy = Several sounds wait on that stage already. Let them be heard first.

setting-chime = Chime
    .description = Whether I open a room with a short sound
setting-warning-chime = Chime before the end
    .description = Whether a short sound tells speakers that their time is nearly up
setting-closing-chime = Chime at the end
    .description = Whether a short sound is heard when a host closes a room
setting-countdown = Countdown
    .description = Whether the last five seconds of a speaker's time tick; hands have to warn them before
setting-announces-next = Announce who is next
    .description = Whether everybody hears that somebody is invited to speak
setting-spoken = Spoken announcements
    .description = Whether a voice says what nobody has recorded, where a voice is installed
setting-waiting-music = Music until the first speaker
    .description = Whether it begins by itself when a room opens; I listen meanwhile, and keep nothing
setting-volume = Volume in percent
    .description = How loud I play; hosts change it for their room
setting-played-by = Who plays sounds
    .description = Who lets the community's sounds be heard in a room
setting-played-by-everybody = Everybody in the room
setting-played-by-speakers = Speakers and hosts
setting-played-by-hosts = Hosts
setting-sound-roles = Roles that keep the sounds
    .description = Who adds, renames and removes sounds, beside people with Manage Server; for the whole community
setting-longest-seconds = Longest sound in seconds
    .description = A longer file is refused; for the whole community
setting-largest-megabytes = Largest file in MB
    .description = Of what is uploaded; kept is much less; for the whole community
setting-most-sounds = Sounds at most
    .description = How many this community may have; for the whole community
setting-quota-megabytes = Space for sounds in MB
    .description = What all of them may take together; for the whole community

records-kept = Which sounds you have added, and when.
records-left = The sounds that you added, without your name.
