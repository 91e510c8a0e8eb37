cog-name = Rooms
cog-description = Audio sessions of a club on a stage

command-room = room
    .description = Audio rooms of a club
command-room-open = open
    .description = Open a room of your club on a stage
    .club = club
    .club-description = Whose room it is
    .topic = topic
    .topic-description = What it is about, as everybody will see it
    .stage = stage
    .stage-description = Where; the stage you are on, or the first free one
    .kind = kind
    .kind-description = Who may come in; everybody, if you do not say
    .kind-choice-open = Open: whoever sees the stage
    .kind-choice-social = Social: members with the club's role
    .kind-choice-closed = Closed: hosts, and whoever is let in
command-room-close = close
    .description = Close the room you host
command-room-topic = topic
    .description = Change what the room you host is about
    .topic = topic
    .topic-description = What it is about from now on
command-room-handover = handover
    .description = Make somebody on the stage the host of your room; you stay as a co-host
    .person = person
    .person-description = Who hosts from now on
command-room-card = card
    .description = Put the card of the room you host at the end of its chat
command-room-adopt = adopt
    .description = Make a room of your club of a stage that was opened in Discord itself
    .club = club
    .club-description = Whose room it is
    .stage = stage
    .stage-description = The stage that is open
command-room-rename = rename
    .description = Give the stage of your room another name, if it is the room's or the club's own
    .name = name
    .name-description = What the channel is called from now on
command-room-kind = kind
    .description = Say who may come into the room you host; whoever is there stays
    .kind = kind
    .kind-description = Who may come in
    .kind-choice-open = Open: whoever sees the stage
    .kind-choice-social = Social: members with the club's role
    .kind-choice-closed = Closed: hosts, and whoever is let in
command-room-admit = admit
    .description = Let somebody come into the room you host, which is not open to all
    .person = person
    .person-description = Who may come in
command-room-voice = voice
    .description = Bring my voice to the room you host, for the chime, recordings and applause
command-room-report = report
    .description = See how a room of yours went: who spoke, who listened, hands and applause
    .room = room
    .room-description = Which room; the newest, if you do not say
command-room-balance = balance
    .description = See who spoke for how long in the rooms of your club, week by week
    .club = club
    .club-description = Whose rooms
    .weeks = weeks
    .weeks-description = How many weeks back; 8, if you do not say
command-room-clear = clear
    .description = Send everybody but the hosts of your room back to the audience
command-room-panel = panel
    .description = Choose whom to bring up on the stage of your room, all at once
command-room-green = green
    .description = Have a private voice channel where those wait who speak next, and let somebody in
    .person = person
    .person-description = Who may wait there
command-room-link = link
    .description = Links on the card of a room
command-room-link-add = add
    .description = Pin a link to the card of your room
    .url = url
    .url-description = An address that begins with https://
    .label = label
    .label-description = What its button says; the site, if you do not say
command-room-link-remove = remove
    .description = Take a link off the card of your room
    .label = label
    .label-description = Which one
command-room-ping = ping
    .description = Ask somebody into your room who follows the club, in the way they have chosen
    .person = person
    .person-description = Whom to ask in
command-room-rehearse = rehearse
    .description = Play an evening with people who are not there, and see what would fail; nothing is changed
    .club = club
    .club-description = Whose evening
    .stage = stage
    .stage-description = On which stage; otherwise where a room of the club would open
    .kind = kind
    .kind-description = Who may come into the room
    .kind-choice-open = Open: whoever sees the stage
    .kind-choice-social = Social: members with the club's role
    .kind-choice-closed = Closed: hosts, and whoever is let in
command-room-cohost = cohost
    .description = Run a room together
command-room-cohost-add = add
    .description = Let somebody run your room beside you
    .person = person
    .person-description = Who may do all that you may, but give the room away
command-room-cohost-remove = remove
    .description = Let a co-host run your room no more; or step down yourself
    .person = person
    .person-description = Who is a co-host no more

room-opened = **{ $topic }** is open on { $stage }, and I am on stage with you. Call speakers with `/hand next`; close with `/room close`.{ $told ->
        [no] {" "}Nobody was notified, which your club wants: for that I need Mention Everyone there.
       *[yes] {""}
    }
room-opened-unheard = **{ $topic }** is open on { $stage }, but I could not come up there to be heard: no chime, and Discord closes the stage when nobody speaks for some minutes. Call speakers with `/hand next`; close with `/room close`.{ $told ->
        [no] {" "}Nobody was notified, which your club wants: for that I need Mention Everyone there.
       *[yes] {""}
    }
room-closed = **{ $topic }** is closed. Thank you for hosting.
topic-changed = The room is about **{ $topic }** now.
handed-over = { $person } hosts **{ $topic }** now.
card-comes = The card is at the end of the chat of { $stage }.
cohost-added = { $person } runs **{ $topic }** with you now.
cohost-removed = { $person } is no co-host of **{ $topic }** any more.

card-head = ## { $topic }
    { $club } · open since { $at }
card-head-over = ## { $topic }
    { $club } · opened { $at }
card-host = **Host:** { $person }
card-cohosts = **Co-hosts:** { $people }
card-speakers = **On stage ({ $count }):** { $people }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }
card-no-speakers = **On stage:** nobody yet
card-invited = **Invited to speak:** { $people }
card-listeners = **Listening:** { $count }{ $hands ->
        [0] {""}
        [one] , one hand up
       *[other] , { $hands } hands up
    }
card-lacks-permissions = In this channel I lack: { $permissions }.
card-lacks-voice = I am not on this stage: no chime and no recording, applause is counted by button only, and Discord closes the stage when nobody speaks for some minutes.
card-lacks-voice-elsewhere = My voice is on { $stage }: no chime and no recording here, applause is counted by button only, and Discord closes the stage when nobody speaks for some minutes.
card-voice-comes-back = My connection to this stage is lost, and I am coming back: what I play waits, and nothing is recorded meanwhile.
card-voice = Heard here: { $voice }
card-worker-away = { $worker } could lend this room its voice, but it is not connected to Discord just now. It comes as soon as it is.
card-worker-absent = { $worker } could lend this room its voice, if somebody with Manage Server [added it to this server]({ $link }).
card-worker-lacks = { $worker } could lend this room its voice, but in this channel it lacks: { $permissions }.
card-worker-busy = { $worker } lends its voice to another room.
card-over = The room is over. It lasted { $minutes ->
        [0] less than a minute
        [one] a minute
       *[other] { $minutes } minutes
    }{ $people ->
        [0] .
        [one] , and one person came.
       *[other] , and { $people } people came.
    }
room-adopted = **{ $topic }** is a room of **{ $club }** now, and you host it.
hosts-now = The host has been away for a while, so { $person } hosts this room now.
closes-without-host = The host has been away for a while, and nobody here can take over. The room closes at { $at }, unless the host comes back or a co-host, a leader of the club or a speaker is here by then.
lost-permissions = In { $channel } I just lost something that I need for this room: { $permissions }. An administrator can give it back in that channel's settings; the room goes on meanwhile.
stage-renamed = The stage is called { $name } now.
kind-changed = { $kind ->
        [social] Members with the club's role may come into **{ $topic }** now, and whoever you let in with `/room admit`. Whoever else is there stays; Discord takes its own Request to Speak from them, and `/hand raise` is there for them as before.
        [closed] Nobody may come into **{ $topic }** any more but its hosts, and whoever you let in with `/room admit`. Whoever else is there stays; Discord takes its own Request to Speak from them, and `/hand raise` is there for them as before.
       *[open] Everybody may come into **{ $topic }** now.
    }
person-admitted = { $person } may come into **{ $topic }** now.
voice-brought = My voice is in **{ $topic }** now.
card-kind = { $kind ->
        [social] **Who may come in:** members with the club's role
       *[closed] **Who may come in:** whoever the hosts let in
    }

next-room = Next: **{ $topic }**, { $moment }, on { $stage }
live-now = Live now: **{ $topic }** on { $stage }
told-by-dm = **{ $club }** in **{ $community }** has opened a room: **{ $topic }**. Come to { $stage }.
    -# You follow this club. `/club unfollow` there ends it.
told-in-channel =
    A room is open on { $stage }: **{ $topic }**
    -# For those who follow **{ $club }**: { $who }
job-tell = Telling those who follow the club of “{ $topic }”
button-applaud = Applaud
applause-counted = Counted, for { $person }.
applause-unheard = Nobody has the floor whom you could applaud just now, or you have applauded a moment ago.
report-head = ## { $topic }
    { $club }
report-time = Opened { $at }; { $minutes ->
        [one] lasted a minute.
       *[other] lasted { $minutes } minutes.
    }
report-people = { $people ->
        [0] Nobody came.
        [one] One person came.
       *[other] { $people } people came; { $most } at a time, at most.
    }
report-hands = Hands raised: { $hands }. Applause: { $claps }.
report-speakers = **On stage**
    { $people }
report-speaker = { $person }: { $minutes ->
        [0] less than a minute
        [one] a minute
       *[other] { $minutes } minutes
    }{ $claps ->
        [0] {""}
        [one] , applauded once
       *[other] , applauded { $claps } times
    }{ $talked ->
        [none] {""}
       *[other] , heard speaking { $talked } of { $recorded } recorded
    }
report-file = The report of **{ $topic }**.
balance-head = ## Who spoke in { $club }
    { $weeks ->
        [one] This week.
       *[other] In the last { $weeks } weeks.
    }
balance-title = Who spoke in { $club }
balance-line = { $person }: { $minutes ->
        [0] less than a minute
        [one] a minute
       *[other] { $minutes } minutes
    }
balance-empty = Nobody has spoken in a room of **{ $club }** in that time, as far as it was noted.
chart-stage = On stage
chart-listeners = People there
chart-hands = Hands raised
chart-applause = Applause
chart-minutes = Minutes
chart-bars = a bar is { $minutes } minutes
chart-others = Others
job-clear = Clear the stage of **{ $topic }**
job-bring-up = Bring the panel of **{ $topic }** up
choose-panel = Whom shall I bring up?
whom-to-bring-up = Choose who comes up in **{ $topic }**. I invite them one after another, and bring those to the stage first who wait in another voice channel; who is in none is left out.
green-room-name = Green room
green-room = Those who speak next can wait in { $channel }. Only hosts see it, and whoever you let in with `/room green`; it goes with the room.
green-room-for = { $person } may wait in { $channel } now. `/room panel` brings up who is there.
link-added = { $label } is on the card now.
link-removed = { $label } is off the card now.
pinged = I ask { $person } into **{ $topic }**.

setting-host-roles = Roles that open rooms
    .description = Besides the owner, the admins and the leaders of a club
setting-most-live = Most rooms at a time
    .description = How many a club may have open; I can be heard in one of them
setting-notify-everybody = Tell everybody
    .description = Have Discord notify everybody in the community when a room opens; I need Mention Everyone for that
setting-keep-attendance = Note who was there
    .description = When each listener came and left and how long they spoke; invitations that are earned by coming need it
setting-show-card = Show a card
    .description = One message in the chat of the stage that says who hosts, who speaks and how many listen
setting-host-away-minutes = Minutes without the host
    .description = Then somebody else who is there hosts the room, or it closes; 0 is never
setting-empty-minutes = Minutes without anybody
    .description = Then the room closes; 0 is never
setting-adopt-stages = Take over stages
    .description = A club's stage that is opened in Discord itself becomes a room of the club
setting-stage-pool = Stages for rooms
    .description = On these a room opens if none is named; with none chosen, on any free stage
setting-stages-on-demand = Make stages
    .description = If no stage is free, one is made for the room, and removed after it

no-room-here = There is no open room where you are. Join the stage of one, or open one with `/room open`.
not-host = Only a host of this room may do that: its host, a co-host, or the owner, admins and leaders of its club.
may-not-open-rooms = In **{ $club }** the owner, admins and leaders open rooms, and you are none of them yet; nor have you a role here that may.
room-already-live = A room is open on that stage: **{ $topic }**. Close it first, or choose another stage.
stage-already-open = { $channel } was opened in Discord itself. Make it a room with `/room adopt`, close it there, or choose another stage.
too-many-rooms = **{ $club }** has { $most ->
        [one] a room open already, and no more than one is allowed here.
       *[other] { $most } rooms open already, and no more are allowed here.
    }
closed-meanwhile = **{ $topic }** was closed in Discord itself while it was opening. Open it again if that was a mistake.
no-stage = There is no free stage channel. Ask an administrator to add one (in a Community server: Create Channel, Stage).
bad-topic = Discord refuses that topic: it has words that it does not allow. Choose another.
cannot-come-back = I lost my place on this stage, and Discord does not let me back in. The room is open and its queue goes on, but I cannot be heard. A host has me back with `/room voice`.
comes-back-later = Discord limits how often I connect to its voice servers, and has ended my connection for that. The room is open and its queue goes on, but I cannot be heard. I come back in a minute or so.
stays-off-stage = I was disconnected from this stage again and again, so I stay away. The room is open and its queue goes on, but I cannot be heard. A host has me back with `/room voice`.
not-listening = You are not on { $stage }. Applause comes from those who listen there.
not-on-stage = { $person } is not on the stage. Who hosts a room has to be there.
bots-host-nothing = A bot cannot run a room.
hosts-already = { $person } runs this room already.
no-cohost = { $person } is no co-host of this room.
too-many-cohosts = A room has { $most } co-hosts at most. Remove one first, with `/room cohost remove`.
not-yours-to-hand-over = A co-host cannot give a room away: that is for its host, and the owner, admins and leaders of its club.
not-open = { $channel } is not open in Discord. Open a room there with `/room open`.
needs-club-role = Discord knows the members of **{ $club }** only by a role, and it has none. Make one with `/club make role`, or open the room to all.
event-is-over = That event has ended or was cancelled just now, so it cannot begin.
no-room-for-stage = There is no free stage, and I cannot make one: the server has no stages, or as many channels as Discord allows.
open-to-all = **{ $topic }** is open to all, so nobody has to be let in.
voice-is-elsewhere = My voice is in **{ $topic }**, which you do not host. One of its hosts, or somebody with Manage Server, can bring it to another room.
voice-is-here = My voice is in **{ $topic }** already.
not-its-own-stage = Others use that stage too. A room can rename a stage that was made for it, or that is bound to **{ $club }**.
renamed-too-often = Discord lets a channel be renamed twice in ten minutes. Try again at { $at }.
no-such-report = There was no such room here. Choose one of those that are offered.
nothing-to-report = You have hosted no room here yet, and lead no club that had one.
nobody-to-move = Everybody is where you want them already.
moves-already = That is going on already. Wait for it to end, or cancel it below its bar.
bad-link = That cannot be pinned: it has to be an address that begins with `https://`, without a name or a password in it, of { $most } characters at most.
too-many-links = A card has room for { $most } links. Take one off first, with `/room link remove`.
no-such-link = There is no link { $label } on the card. Choose one of those that are offered.
not-following = { $person } has not asked to be told of this club's rooms, so I do not write to them. They can follow it with `/club follow`.
is-here-already = { $person } is here already.
nowhere-to-mention = { $person } wants to be mentioned in the text channel of **{ $club }**, and it has none. Give it one with `/club bind channel`.
pinged-already = { $person } was asked into this room already.

# A dry run. What goes wrong is said by `rehearse-…`, and what to do about it by `rehearse-fix-…`.
rehearsed-well = Everything would go well in { $kind ->
        [open] an open room
        [social] a room for members
       *[closed] a closed room
    } on { $stage }. Nothing was changed.
rehearsed-badly = { $count ->
        [one] One thing would go wrong
       *[other] { $count } things would go wrong
    } in { $kind ->
        [open] an open room
        [social] a room for members
       *[closed] a closed room
    } on { $stage }. Nothing was changed.
scene-well = ✅ { $scene }
scene-badly = ❌ **{ $scene }** { $problem }
    -# { $fix }
scene-open = I open the stage, come up and keep the room's card.
scene-notify = Everybody is notified, as your club wants.
scene-close-off = I keep out those for whom the room is not.
scene-host = You come in as the host.
scene-cohost = A co-host without any role comes in.
scene-speaker = A member of the club comes in.
scene-hand = They ask to speak, and I let them up.
scene-listener = { $kind ->
        [open] Somebody without any role comes to listen.
       *[other] Somebody without any role stays outside.
    }
scene-strangers = No other role opens the door.
scene-kept-out = Somebody who is kept out is sent away again.
scene-green-room = I make a green room.
scene-past-queue = Nobody goes up past the queue.
rehearse-i-lack = I lack { $what }.
rehearse-they-lack = They lack { $what }.
rehearse-no-hand = They lack { $what }: one is for Discord's own button, the other for `/hand raise`.
rehearse-taken = The stage is open already.
rehearse-full = The stage is full.
rehearse-no-role = **{ $club }** has no role by which Discord could know its members.
rehearse-slips-in = They could come in.
rehearse-roles-slip-in = These could come in too: { $roles }.
rehearse-role = { $role }
rehearse-past-queue = Everybody moderates this stage, and could.
rehearse-fix-taken = Close it first, or choose another with `stage`.
rehearse-fix-full = Raise the limit of people in the settings of the channel.
rehearse-fix-no-role = `/club make role` makes one.
rehearse-fix-me = In the settings of { $channel }, allow my role { $what }.
rehearse-fix-host = In the settings of { $channel }, allow a role of yours { $what }.
rehearse-fix-everybody = In the settings of { $channel }, allow @everyone, or the club's role, { $what }.
rehearse-fix-role = In the settings of { $channel }, let no role but the club's say of itself that { $what } is allowed.
rehearse-fix-server = In the settings of the server, give my role { $what }.
rehearse-fix-queue = In the settings of { $channel }, allow @everyone no more all of { $what }.

records-kept = Which rooms you hosted or co-hosted; which you were in, when you came and left, how long you were there, when and how long you spoke, and how often you were applauded. Of rooms that are open: that you were asked in.
records-left = A room stays, without saying who hosted it or that you were there.
