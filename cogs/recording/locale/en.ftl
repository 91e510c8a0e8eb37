cog-name = Recording
cog-description = What is said in a room, kept for those who want it kept

command-record = record
    .description = Record rooms
command-record-start = start
    .description = Record the room you host, from now on; its people are told and asked
command-record-stop = stop
    .description = End the recording of the room you host
command-record-status = status
    .description = See which rooms are being recorded, since when, and whether you are
command-record-consent = consent
    .description = Say whether you may be recorded in this community, now and from now on
    .answer = answer
    .answer-description = What holds for you until you say otherwise
    .answer-choice-yes = Yes, record me
    .answer-choice-no = No, never record me
    .answer-choice-ask = Ask me each time
command-record-list = list
    .description = See the recordings of your clubs, the newest first, and open one
command-record-show = show
    .description = See what there is of a recording, and what can be done with it
    .replay = replay
    .replay-description = Which; those you may have are offered
command-record-get = get
    .description = Have a recording as one file that you alone see, mixed or as its tracks
    .replay = replay
    .replay-description = Which; those you may have are offered
    .form = form
    .form-description = What kind of file; Opus, the smallest, if you do not say
    .form-choice-opus = Opus, mixed: the smallest
    .form-choice-mp3 = MP3, mixed: every player takes it
    .form-choice-wav = WAV, mixed: large, for editing
    .form-choice-tracks = A zip with the track of each speaker
command-record-clip = clip
    .description = Have a short piece of a recording as a file that you alone see, with who speaks in it
    .replay = replay
    .replay-description = Which; those you may have are offered
    .start = start
    .start-description = Where it begins, such as 12:30
    .end = end
    .end-description = Where it ends, such as 13:10
    .form = form
    .form-description = What kind of file; Opus if you do not say
    .form-choice-opus = Opus: the smallest
    .form-choice-mp3 = MP3: every player takes it
command-clip = clip
    .description = Post the last half minute of what is recorded in your room, in its chat
    .seconds = seconds
    .seconds-description = How much, back from now; 30 if you do not say
    .form = form
    .form-description = What kind of file; Opus if you do not say
    .form-choice-opus = Opus: the smallest
    .form-choice-mp3 = MP3: every player takes it
command-record-transcript = transcript
    .description = Have what was said in a recording as text, with who said it and when
    .replay = replay
    .replay-description = Which; those you may have are offered
command-record-post = post
    .description = Post a recording in this channel, for all to hear
    .replay = replay
    .replay-description = Which; those you may post are offered
command-record-rename = rename
    .description = Give a recording another name
    .replay = replay
    .replay-description = Which; those you may rename are offered
    .name = name
    .name-description = What it is called from now on
command-record-delete = delete
    .description = Delete a recording for good, with all that was made of it; you are asked first
    .replay = replay
    .replay-description = Which; those you may delete are offered
command-record-feed = feed
    .description = See where a club's podcast is found, open or close it, or exchange its secret address
    .club = club
    .club-description = Whose podcast
    .access = access
    .access-description = Who can follow it from now on; nothing changes if you do not say
    .access-choice-off = Nobody: there is no podcast
    .access-choice-private = Whoever knows its secret address
    .access-choice-public = Everybody
    .new_address = new_address
    .new_address-description = Exchange the secret address for another; the old one then leads nowhere
command-record-withdraw = withdraw
    .description = Have your voice taken out of a recording that is over
    .replay = replay
    .replay-description = Which; those in which you are heard are offered

setting-consent = Who is recorded
    .description = What is done with somebody on the stage who has not said whether they may be recorded
setting-consent-ask = They are asked, and recorded once they say yes
setting-consent-opt-out = They are told, and recorded until they say no
setting-consent-opt-in = They are recorded if they say so by themselves
setting-by-itself = Record every room
    .description = Whether a room is recorded from its opening on, without a command
setting-spoken-notice = Notice that is heard
    .description = Whether the room hears that a recording begins and ends: tones and words, or a sound of yours
setting-clips = Who makes clips
    .description = Who may post the last half minute of a room that is recorded, with /clip
setting-clips-hosts = Hosts of the room
setting-clips-speakers = Whoever is on the stage, and hosts
setting-clips-everybody = Everybody in the room
setting-transcripts = Transcripts
    .description = Whether what is recorded is made into text as well, where whoever runs this bot has set it up
setting-keep-days = Days to keep
    .description = After so many days a recording is deleted, one that is there already as well; 0 is never

setting-post-to = Where replays go
    .description = Where the replay of a room is posted once it is made
setting-post-to-room = Into the chat of its room
setting-post-to-club = Into the text channel of its club, or its room's if the club has none
setting-post-to-nowhere = Nowhere, until a host posts it
setting-form = Kind of file
    .description = What kind of file a replay is posted as; the others are made for whoever asks
setting-form-opus = Opus, the smallest
setting-form-mp3 = MP3, which every player takes
setting-form-wav = WAV, large, for editing
setting-link-days = Days of a link
    .description = For so many days a file that is too large for Discord is found at its address

setting-feed = Podcast
    .description = Who can follow the club's recordings with a podcast app; those before it was on are not in it
setting-feed-off = Nobody: there is none
setting-feed-private = Whoever knows its secret address, which /record feed gives
setting-feed-public = Everybody

# In the chat of the room.
notice = 🔴 **This room is being recorded.** { $person } began the recording of **{ $topic }**. Only people on the stage are heard in it.
notice-consent = { $consent ->
       *[ask] Nobody is recorded who has not said yes. Your answer is kept, with its time, and you can change it at any time.
        [opt-out] Whoever speaks is recorded, unless they say no. A no removes what there is of you, at any time.
        [opt-in] Only those are recorded who say yes.
    }
notice-asked = { $consent ->
       *[ask] { $people }: may I record you?
        [opt-out] { $people }: you are recorded. Say if you do not want that.
    }
asked = { $consent ->
       *[ask] 🔴 { $person }, this room is being recorded. May I record you? Until you say yes I do not.
        [opt-out] 🔴 { $person }, this room is being recorded, and so are you. Say if you do not want that.
    }
button-yes = Record me
button-no = Do not record me
notice-feed = { $feed ->
       *[private] What is recorded comes into the podcast of the club: whoever has its secret address can hear it.
        [public] What is recorded comes into the podcast of the club, which is public: everybody can hear it.
    }
notice-stopped = ⬜ { $reason ->
       *[host] The recording of **{ $topic }** is over.
        [room] The recording of **{ $topic }** ended with the room.
        [disk] The recording of **{ $topic }** had to end: there is no room left for it on the disk. What was recorded so far is safe.
        [lost] The recording of **{ $topic }** ended while I was away. What was recorded before is safe.
    } { $people ->
        [0] Nobody is in it
        [one] One person is in it
       *[other] { $people } people are in it
    }; it lasted { $minutes ->
        [0] less than a minute
        [one] one minute
       *[other] { $minutes } minutes
    }.
notice-damaged = ⚠️ The recording of **{ $topic }** is over, and its files cannot be read just now: { $why }. Nothing of it was deleted, and I try again by myself. Whoever runs this bot has to look at the folder { $replay } of the recordings; `/record show` tells how it stands.
notice-repaired = The files of the recording of **{ $topic }** could be read after all. { $people ->
        [0] Nobody is in it
        [one] One person is in it
       *[other] { $people } people are in it
    }; its replay is made now.
not-by-itself = This room was to be recorded, and is not yet. { $why } Once that is put right the recording begins by itself.
card-recording = 🔴 Being recorded since { $at }. `/record consent` says whether you are.
card-rests = ⏸️ The recording rests until my voice is back on this stage.

# Read aloud on the stage, where a voice is installed and the club wants it.
said-recording = This room is being recorded. { $consent ->
       *[ask] Nobody is recorded who has not said yes.
        [opt-out] Whoever speaks is recorded, unless they say no.
        [opt-in] Only those are recorded who say yes.
    }
said-recorded = The recording of this room is over.

# Answers.
answered-yes = You are recorded when you speak. You can change that at any time, with the other button or with `/record consent`.
answered-no = You are not recorded, and what there was of you in this recording is removed.
consent-answered = { $answer ->
        [yes] From now on you are recorded wherever a room of this community is.
        [no] You are not recorded in this community any more. If a recording is running, what there was of you in it is removed.
       *[ask] From the next recording on you are asked each time.
    }
recording-started = **{ $topic }** is being recorded. { $consent ->
       *[ask] The speakers are asked in its chat, and recorded once they say yes.
        [opt-out] The speakers are told in its chat, and recorded until they say no.
        [opt-in] Those are recorded who say yes in its chat.
    } It ends with the room, or with `/record stop`.
recording-stopped = { $status ->
        [repair] ⚠️ The recording of **{ $topic }** is over, and its files cannot be read just now. Nothing of it is deleted, and I try again by myself.
       *[stopped] The recording of **{ $topic }** is over and safe.
    } It lasted { $minutes ->
        [0] less than a minute
        [one] one minute
       *[other] { $minutes } minutes
    }.
recording-status = 🔴 **{ $topic }** { $state ->
       *[runs] is being recorded since { $at }
        [rests] is recorded since { $at }; just now the recording rests until my voice is back
    }. { $people ->
        [0] Nobody has been recorded yet.
        [one] One person has been recorded so far.
       *[other] { $people } people have been recorded so far.
    } { $consent ->
       *[ask] Whoever says yes is recorded.
        [opt-out] Whoever does not say no is recorded.
        [opt-in] Whoever says yes is recorded.
    } { $you ->
       *[in] You are recorded when you speak.
        [out] You are not recorded.
    } `/record consent` changes that.
status-head = { $count ->
        [0] No room is being recorded just now.
        [one] **One room is being recorded.**
       *[other] **{ $count } rooms are being recorded.**
    }
status-line = 🔴 **{ $topic }** in { $stage }, { $state ->
       *[runs] since { $at }
        [rests] since { $at }; it rests until my voice is back
    } · { $people ->
        [0] nobody recorded yet
        [one] one person recorded so far
       *[other] { $people } people recorded so far
    } · { $you ->
       *[in] you are recorded when you speak
        [out] you are not recorded
    }
status-more = { $count ->
        [one] … and one more
       *[other] … and { $count } more
    }
status-last = The last of yours:

no-replays = There are no recordings here that you may have.
replay-line = - **{ $topic }**, { $at } · { $minutes ->
        [0] less than a minute
        [one] one minute
       *[other] { $minutes } minutes
    }{ $status ->
        [repair] {" · ⚠️ needs repair"}
        [making] {" · its replay is being made"}
       *[stopped] {""}
    }
replay-damaged = ⚠️ **{ $topic }**, { $at }
    Its files could not be read when it ended. Nothing of it was deleted. I try again by myself, and now if you want.
    Whoever runs this bot sees to it that the folder { $replay } of the recordings is there and can be read.
button-repair = Try again
replay-repaired = The files of **{ $topic }** can be read again. Its replay is made now.
here-it-is = Here is **{ $topic }**.
clip-comes = ✂️ { $person } keeps a moment of **{ $topic }**, { $start } to { $end } …
clip = ✂️ { $person } kept a moment of **{ $topic }**, { $start } to { $end }. Heard in it: { $people }
clip-posted = The clip of **{ $topic }** is in the chat of the room.
here-is-a-clip = Here is **{ $topic }**, { $start } to { $end }. Heard in it: { $people }
choose-replay = Open one of them
button-newest = Newest
button-older = Older
replay-facts = { $at } · { $length } · { $club }
    { $people ->
        [none] Nobody is in it.
       *[other] With { $people }
    }
    { $percent ->
        [none] { $posts ->
            [0] It is posted nowhere; `/record post` posts it where you are.
           *[other] Posted: { $places }
        }
       *[other] It is being made just now: { $percent } %.
    }
    { $links ->
        [0] No link leads to it.
        [one] One link leads to it.
       *[other] { $links } links lead to it.
    }
form-opus = Opus
form-mp3 = MP3
form-wav = WAV
form-tracks = Tracks
button-rename = Rename
button-link = Make a link
button-unlink = Take links back
button-delete = Delete
button-really = Delete it for good
rename-title = Rename a recording
rename-name = Name
replay-renamed = **{ $before }** is called **{ $topic }** from now on. Its files are made anew, and where it is posted it is changed.
replay-posted = **{ $topic }** is posted here.
replay-link = **{ $topic }**, for whoever knows these addresses, until { $until }:
    To listen: { $page }
    The file: { $link }
links-taken-back = { $count ->
        [0] There was no link to **{ $topic }**.
        [one] The link to **{ $topic }** leads nowhere any more.
       *[other] { $count } links to **{ $topic }** lead nowhere any more.
    }
delete-question = Delete **{ $topic }**, { $at }, for good? Its tracks, its files, its links and the clips that were posted of it go with it{ $posts ->
        [0] {"."}
       *[other] {", and so does every post of it."}
    }
replay-deleted = The recording of **{ $topic }** is deleted, with all that was made of it.
voice-taken-out = Your track is taken out of the recording of **{ $topic }**, and what was made of it is gone. It is made anew without you, and where it was posted it is changed.

# A replay, in the channel in which it is posted.
being-made = 🎧 The replay of **{ $topic }** is being made. { $bar } { $percent } %
not-made = 🎧 { $why }
post-head = 🎧 **{ $topic }** · { $club } · { $at }
post-facts = { $length } with { $people }
post-more = { $count ->
        [one] … and one more chapter, in the notes
       *[other] … and { $count } more chapters, in the notes
    }
post-link = It has { $megabytes } MB, more than Discord takes here. Listen to it at { $link } until { $until }.
post-no-pages = It has { $megabytes } MB, more than Discord takes here. It lies in the folder of recordings, under { $replay }; if whoever runs this bot switches its pages on (`[web]` in the configuration), a link stands here.
picture-minutes = minutes
picture-others = others
notes-head = { $club }, { $at }, { $length }
notes-people = Who spoke
notes-chapters = Chapters
notes-questions = Questions
notes-links = Links
notes-silences = Silences to skip

# The page of a replay, and the podcast of a club.
page-files = Download
page-picture = How loud it is from beginning to end, in the colour of whoever speaks
page-skip = Skip silences
page-transcript = Transcript
page-until = This page can be found here until { $until }.
feed-description = What is said in the rooms of { $club }, of those who want it heard.
feed-off = **{ $club }** has no podcast. With `access: private` those can follow it who know a secret address, with `access: public` everybody; recordings that begin from then on are in it.
feed-public = The podcast of **{ $club }** is public: { $address }
    Podcast apps follow that address.
feed-private = The podcast of **{ $club }** is found at a secret address: { $address }
    Whoever knows it hears everything, so pass it on with care. I say it only this once and keep no copy; `new_address` exchanges it for another.
feed-private-known = The podcast of **{ $club }** is found at a secret address that was made { $at }. I keep no copy of it; `new_address` exchanges it for another, and the old one then leads nowhere.
feed-episodes = { $count ->
        [0] Nothing is in it yet: recordings come into it that begin while it is on, once they are made.
        [one] One recording is in it.
       *[other] { $count } recordings are in it.
    }
feed-not-outside = That address is this machine's own. Others reach it once whoever runs this bot sets `public_url` under `[web]` in its configuration.

# What is refused.
may-not-publish = Those decide on the podcast of **{ $club }** who may change its settings: its owner and its admins.
no-secret-address = { $feed ->
       *[public] The podcast is public, so it has no secret address that could be exchanged.
        [off] There is no podcast, so it has no address. `access: private` switches it on.
    }
no-such-replay = No recording of that name is here for you. Choose one from those that are offered.
needs-repair = The files of **{ $topic }** cannot be read just now. Nothing of it is deleted; I try again by myself. `/record show` tells more.
nobody-in-it = Nobody is heard in the recording of **{ $topic }**.
cannot-be-mixed = **{ $topic }** could not be mixed. Its tracks are safe: have them with `form: tracks`.
too-large-to-post = That file has { $megabytes } MB, and Discord takes { $most } MB here. Try another form. It lies in the folder of recordings, under { $replay }; with the pages of this bot switched on (`[web]` in its configuration) you would have a link.
cannot-post-here = A replay cannot be posted here. Ask in a text channel, or in the chat of a stage.
no-pages = There are no links: this bot serves no pages. Whoever runs it switches them on with `[web]` in its configuration.
recorded-already = **{ $topic }** is being recorded already.
not-recorded = **{ $topic }** is not being recorded. `/record start` changes that.
nothing-said = Nobody whom I may record spoke in that time.
bad-moment = "{ $typed }" is no time. Write it as on a clock: `12:30`, `1:02:30`, or in seconds.
ends-before-it-begins = Nothing lies between these two. The recording is { $length } long.
clip-outdated = Somebody in that clip took their voice out in this moment, so it is gone. Make another: it is without them.
given-outdated = Somebody who was heard in it took their voice out in this moment, so I took that file back. Ask for it again: it is without them.
clip-too-long = A clip is { $minutes } minutes long at most. The whole recording you have with `/record get`.
may-not-clip = { $by ->
       *[hosts] Clips of this room are made by its hosts.
        [speakers] Clips of this room are made by whoever is on its stage.
    }
no-transcripts = No transcripts are made here. Whoever runs this bot can set that up.
no-transcript = There is no transcript of **{ $topic }**. Its club wants none, or not a word was understood.
transcript-on-its-way = The transcript of **{ $topic }** is being made. It takes about as long as people spoke; ask again later.
storage-away = The place where recordings are kept does not answer just now. Nothing is lost; try again later.
nothing-recorded = No room is being recorded here.
not-on-this-stage = I am not on { $stage }, so I hear nothing there. A host brings me with `/room voice`.
disk-nearly-full = There is too little room on the disk for a recording. Whoever runs this bot has to make some.
folder-refuses = Nothing can be written where recordings are kept{ $why ->
       *[other] {": "}{ $why }
        [none] {""}
    }. Whoever runs this bot has to put that right.
recording-is-over = That recording is over. `/record consent` says what holds for the next.

records-kept = Which recordings you began, in which there is a track of you and when you spoke, and what you said to being recorded, with its time. Beside that what you asked in writing while a room was recorded.
records-left = A replay stays, without your voice; your track is removed.
