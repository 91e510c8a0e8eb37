cog-name = Clubs
cog-description = Named groups with an owner, roles and a way in

command-club = club
    .description = Clubs of this community
command-club-create = create
    .description = Found a club; you become its owner
    .name = name
    .name-description = What the club is called, 2 to 50 characters
command-club-join = join
    .description = Become a member of a club
    .club = club
    .club-description = The club to join
command-club-list = list
    .description = See the clubs of this community

club-created = **{ $club }** is founded, and you are its owner. Others come in with `/club join`; open its first room with `/room open`.
club-joined = Welcome to **{ $club }**.
club-list =
    Clubs of this community:
    { $lines }
club-line = - **{ $club }**, { $members ->
        [one] one member
       *[other] { $members } members
    }
no-clubs-yet = There is no club here yet. Found the first with `/club create`.

bad-club-name = A club's name has { $shortest } to { $longest } visible characters on one line. Choose another.
club-name-taken = There is a club named **{ $name }** here already. Choose another name, or join it with `/club join`.
no-such-club = There is no club of that name here. `/club list` shows those there are.
already-in-club = You are in **{ $club }** already.
too-many-clubs = You own { $most } clubs here, and nobody may own more.
