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
