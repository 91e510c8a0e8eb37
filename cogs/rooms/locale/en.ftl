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
command-room-close = close
    .description = Close the room you host

room-opened = **{ $topic }** is open on { $stage }, and I am on stage with you. Call speakers with `/hand next`; close with `/room close`.{ $told ->
        [no] {" "}Nobody was notified, which your club wants: for that I need Mention Everyone there.
       *[yes] {""}
    }
room-opened-unheard = **{ $topic }** is open on { $stage }, but I could not come up there to be heard: no chime, and Discord closes the stage when nobody speaks for some minutes. Call speakers with `/hand next`; close with `/room close`.{ $told ->
        [no] {" "}Nobody was notified, which your club wants: for that I need Mention Everyone there.
       *[yes] {""}
    }
room-closed = **{ $topic }** is closed. Thank you for hosting.

setting-host-roles = Roles that open rooms
    .description = Besides the owner, the admins and the leaders of a club
setting-most-live = Most rooms at a time
    .description = How many a club may have open; I can be heard in one of them
setting-notify-everybody = Tell everybody
    .description = Have Discord notify everybody in the community when a room opens; I need Mention Everyone for that
setting-keep-attendance = Note who was there
    .description = When each listener came and left and how long they spoke; invitations that are earned by coming need it

no-room-here = There is no open room where you are. Join the stage of one, or open one with `/room open`.
not-host = Only a host of this room may do that: its opener, or the owner, admins and leaders of its club.
may-not-open-rooms = In **{ $club }** the owner, admins and leaders open rooms, and you are none of them yet; nor have you a role here that may.
room-already-live = A room is open on that stage: **{ $topic }**. Close it first, or choose another stage.
stage-already-open = { $channel } was opened in Discord itself. Close it there first, or choose another stage.
too-many-rooms = **{ $club }** has { $most ->
        [one] a room open already, and no more than one is allowed here.
       *[other] { $most } rooms open already, and no more are allowed here.
    }
closed-meanwhile = **{ $topic }** was closed in Discord itself while it was opening. Open it again if that was a mistake.
no-stage = There is no free stage channel. Ask an administrator to add one (in a Community server: Create Channel, Stage).
bad-topic = Discord refuses that topic: it has words that it does not allow. Choose another.
cannot-come-back = I lost my place on this stage, and Discord does not let me back in. The room is open and its queue goes on, but I cannot be heard. Close the room and open it again to have me back.
stays-off-stage = I was disconnected from this stage again and again, so I stay away. The room is open and its queue goes on, but I cannot be heard. Close the room and open it again to have me back.

records-kept = Which rooms you opened; which you were in, when you came and left, how long you were there and how long you spoke.
records-left = A room stays, without saying who opened it or that you were there.
