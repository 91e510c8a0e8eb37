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

room-opened = **{ $topic }** is open on { $stage }, and I am on stage with you. Call speakers with `/hand next`; close with `/room close`.
room-opened-unheard = **{ $topic }** is open on { $stage }, but I could not come up there to be heard: no chime, and Discord closes the stage when nobody speaks for some minutes. Call speakers with `/hand next`; close with `/room close`.
room-closed = **{ $topic }** is closed. Thank you for hosting.

no-room-here = There is no open room where you are. Join the stage of one, or open one with `/room open`.
not-host = Only a host of this room may do that: its opener, or the owner, admins and leaders of its club.
may-not-open-rooms = In **{ $club }** the owner, admins and leaders open rooms, and you are none of them yet.
room-already-live = A room is open on that stage: **{ $topic }**. Close it first, or choose another stage.
stage-already-open = { $channel } was opened in Discord itself. Close it there first, or choose another stage.
no-stage = There is no free stage channel. Ask an administrator to add one (in a Community server: Create Channel, Stage).
bad-topic = Discord refuses that topic: it has words that it does not allow. Choose another.
cannot-come-back = I lost my place on this stage, and Discord does not let me back in. The room is open and its queue goes on, but I cannot be heard. Close the room and open it again to have me back.
stays-off-stage = I was disconnected from this stage again and again, so I stay away. The room is open and its queue goes on, but I cannot be heard. Close the room and open it again to have me back.

records-kept = Which rooms you opened; which you were in, when you came and left, how long you were there and how long you spoke.
records-left = A room stays, without saying who opened it or that you were there.
