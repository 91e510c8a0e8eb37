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
club-joined = Welcome to **{ $club }**. You are member number { $number }.
club-list =
    Clubs of this community:
    { $lines }
club-line = - **{ $club }**, { $members ->
        [one] one member
       *[other] { $members } members
    }
no-clubs-yet = There is no club here yet. Found the first with `/club create`.

setting-founder-roles = Who founds clubs
    .description = Members with one of these roles may found a club. With none chosen, everybody may.
setting-most-owned = Clubs for one owner
    .description = So many clubs one member may own here, archived ones included.

bad-club-name = A club's name has { $shortest } to { $longest } visible characters on one line. Choose another.
club-name-taken = There is a club here already that is named **{ $name }** or could be taken for it. Choose another name, or join it with `/club join`.
no-such-club = There is no club of that name here. `/club list` shows those there are.
club-is-archived = **{ $club }** is archived, so nothing happens there. Its owner, or whoever manages this community, can restore it.
club-is-closed = **{ $club }** takes nobody in at the moment. Its admins can open it again.
already-in-club = You are in **{ $club }** already.
not-in-club = Only members of **{ $club }** have a place there, and this person is none.
banned-from-club = **{ $club }** is closed to this person: an admin of the club decided so, and can take it back.
too-many-clubs = You own { $most } clubs here, and nobody may own more. Hand one over to another member first.
may-not-found = Only members with one of these roles found clubs here: { $roles }.
needs-approval = **{ $club }** lets people in from its waitlist.
needs-invitation = Into **{ $club }** you come by the invitation of a member. Ask one of them.
