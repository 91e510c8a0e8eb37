cog-name = Clubs
cog-description = Named groups with an owner, roles and a way in

command-club = club
    .description = Clubs of this community
command-club-create = create
    .description = Found a club; you become its owner
    .name = name
    .name-description = What the club is called, 2 to 50 characters
command-club-list = list
    .description = See the clubs of this community
command-club-search = search
    .description = Find clubs by their name and by what they say of themselves
    .words = words
    .words-description = What the club is called or about
command-club-info = info
    .description = See a club's card: what it is about, its rules, its links and its next room
    .club = club
    .club-description = The club to look at
    .public = public
    .public-description = Whether everybody in this channel sees the card
command-club-mine = mine
    .description = See which clubs you are in, wait for and follow
command-club-join = join
    .description = Become a member of a club, or ask to
    .club = club
    .club-description = The club to join
command-club-leave = leave
    .description = Leave a club, or its waitlist
    .club = club
    .club-description = The club to leave, or to wait for no longer
command-club-follow = follow
    .description = Be told when a club opens a room, without joining it
    .club = club
    .club-description = The club to follow
    .how = how
    .how-description = How you want to be told
    .how-choice-channel = Mention me in the club's channel
    .how-choice-dm = Send me a direct message
command-club-unfollow = unfollow
    .description = Be told of a club's rooms no more
    .club = club
    .club-description = The club you follow
command-club-members = members
    .description = See who is in a club
    .club = club
    .club-description = The club
    .role = role
    .role-description = Only those with this role
    .role-choice-owner = Owner
    .role-choice-admin = Admins
    .role-choice-leader = Leaders
    .role-choice-member = Members without a role
    .role-choice-banned = Banned, for owner and admins
command-club-member = member
    .description = See somebody's member card: their number, and who invited them
    .club = club
    .club-description = The club
    .person = person
    .person-description = Whose card; yours if you name nobody
command-club-edit = edit
    .description = Change what a club says of itself, its picture, or how people come in
    .club = club
    .club-description = The club to change
    .what = what
    .what-description = What to change; name, description, rules and links if you leave it out
    .what-choice-profile = Name, description, rules and links
    .what-choice-picture = Picture
    .what-choice-way-in = How people come in
command-club-waitlist = waitlist
    .description = See who wants to come into a club, and decide
    .club = club
    .club-description = The club
command-club-promote = promote
    .description = Give a member a higher role
    .club = club
    .club-description = The club
    .person = person
    .person-description = The member
    .role = role
    .role-description = The role; the next higher one if you leave it out
    .role-choice-admin = Admin
    .role-choice-leader = Leader
command-club-demote = demote
    .description = Give a member a lower role, or step down yourself
    .club = club
    .club-description = The club
    .person = person
    .person-description = The member, or yourself
    .role = role
    .role-description = The role; the next lower one if you leave it out
    .role-choice-leader = Leader
    .role-choice-member = Member
command-club-remove = remove
    .description = Send a member away; they may come back
    .club = club
    .club-description = The club
    .person = person
    .person-description = The member
    .reason = reason
    .reason-description = Why; kept in the club's history
command-club-ban = ban
    .description = Keep somebody out of a club, and send them away if they are in it
    .club = club
    .club-description = The club
    .person = person
    .person-description = Who is to stay outside
    .reason = reason
    .reason-description = Why; kept in the club's history
command-club-unban = unban
    .description = Let somebody come into a club again
    .club = club
    .club-description = The club
    .person = person
    .person-description = Who may come in again
command-club-transfer = transfer
    .description = Hand a club over to another member
    .club = club
    .club-description = The club you own
    .person = person
    .person-description = The member who becomes its owner
command-club-archive = archive
    .description = Let a club rest; its name and its members are kept
    .club = club
    .club-description = The club you own
command-club-restore = restore
    .description = Let an archived club go on
    .club = club
    .club-description = The archived club
command-club-history = history
    .description = See who did what in a club
    .club = club
    .club-description = The club
command-club-make = make
    .description = Have something made for a club
command-club-make-role = role
    .description = Make a role that a club's members have, and keep the two in step
    .club = club
    .club-description = The club
command-club-make-stage = stage
    .description = Make a stage for a club's rooms
    .club = club
    .club-description = The club
    .members_only = members_only
    .members_only-description = Whether only those with the club's role see it
command-club-make-channel = channel
    .description = Make a text channel for a club
    .club = club
    .club-description = The club
    .members_only = members_only
    .members_only-description = Whether only those with the club's role see it
command-club-bind = bind
    .description = Give a club something that is there
command-club-bind-role = role
    .description = Make a role the one that a club's members have, and keep the two in step
    .club = club
    .club-description = The club
    .role = role
    .role-description = A role that gives no power
command-club-bind-stage = stage
    .description = Open a club's rooms on a stage that is there
    .club = club
    .club-description = The club
    .stage = stage
    .stage-description = The stage
command-club-bind-channel = channel
    .description = Write to a club in a text channel that is there
    .club = club
    .club-description = The club
    .channel = channel
    .channel-description = The text channel
command-club-unbind = unbind
    .description = Take a role or a channel from a club; in Discord it stays
    .club = club
    .club-description = The club
    .what = what
    .what-description = What to take
    .what-choice-role = Role
    .what-choice-stage = Stage
    .what-choice-channel = Text channel

setting-founder-roles = Who founds clubs
    .description = Members with one of these roles may found a club. With none chosen, everybody may.
setting-most-owned = Clubs for one owner
    .description = So many clubs one member may own here, archived ones included.
setting-owners-make = Owners have channels and roles made
    .description = Whether the owner of a club may have a stage, a text channel and a role made for it.

records-kept = Your memberships with number, role and who invited you, also past ones; applications with your answers; the clubs you follow; bans; and what you did in a club by your role there, or what was done to you.
records-left = Numbers stay given and those you invited stay in their place, without your name. A ban stays, without its reason, since asking to be forgotten would otherwise be a way around it.

club-created = **{ $club }** is founded, and you are its owner. Say what it is about with `/club edit`. Others come in with `/club join`; open its first room with `/room open`.
joined = Welcome to **{ $club }**. You are member number { $number }.
joined-rules =
    { $joined }
    ### Rules
    { $rules }
left = You have left **{ $club }**.
leave-owner = You own **{ $club }**. If you leave, { $heir } becomes its owner. To choose somebody else, use `/club transfer` first.
leave-last = You are the last member of **{ $club }**. If you leave, the club is archived; whoever manages this community can restore it.
apply-title = Ask to come into { $club }
apply-question = **{ $question }**
apply-answer = Your answer
apply-tell = Tell me the outcome by direct message
apply-tell-hint = Without this you find it with /club mine, and nobody writes to you.
applied = You are on the waitlist of **{ $club }**. Once you are let in, `/club mine` shows it.
applied-told = You are on the waitlist of **{ $club }**. You will get a direct message with the outcome.
withdrawn = You no longer wait for **{ $club }**.
told-accepted = You asked to come into **{ $club }**: you are in. Welcome!
told-declined = You asked to come into **{ $club }**. Its admins have declined.
told-declined-reason = You asked to come into **{ $club }**. Its admins have declined, and say: { $reason }
followed = { $how ->
    [channel] You follow **{ $club }**, and will be mentioned in its channel when it opens a room.
   *[other] You follow **{ $club }**, and will get a direct message when it opens a room.
    } `/club unfollow` ends it.
unfollowed = You no longer follow **{ $club }**.
how-to-tell = How do you want to be told when **{ $club }** opens a room? You need not be a member.

no-clubs-yet = There is no club here yet. Found the first with `/club create`.
list-head = { $count ->
    [one] ## One club
   *[other] ## { $count } clubs
    }
list-line = **{ $club }** · { $members ->
        [one] one member
       *[other] { $members } members
    } · { $way ->
        [open] open
        [approval] by approval
        [invitation] by invitation
       *[closed] closed
    }
found-head = { $count ->
    [one] One club for “{ $typed }”
   *[other] { $count } clubs for “{ $typed }”
    }
found-nothing = No club here is called or speaks of “{ $typed }”. `/club list` shows them all.
choose-card = See a club's card
mine-member = - **{ $club }**: { $role ->
        [owner] owner
        [admin] admin
        [leader] leader
       *[member] member
    }, number { $number }
mine-waits = - **{ $club }**: you are on its waitlist
mine-follows = - **{ $club }**: you follow it, { $how ->
        [channel] and are mentioned in its channel
       *[other] and get a direct message
    }
mine-nothing = You are in no club here, and follow none. `/club list` shows those there are.

card-head = ## { $club }
card-archived = **Archived** since { $at }
card-members = { $members ->
        [one] **One member**
       *[other] **{ $members } members**
    } · founded { $at }
card-owner = Owner: { $person }
card-way-in = Way in: { $way ->
        [open] open, whoever wants to comes in
        [approval] by approval, its admins let you in
        [invitation] by invitation of a member
       *[closed] closed, nobody comes in at the moment
    }
card-rules =
    ### Rules
    { $rules }
nobody = nobody
members-head = ## { $club }: { $members ->
        [one] one member
       *[other] { $members } members
    }
members-none = Nobody is to be shown here.
member-line = { $number }\. { $person }{ $role ->
        [owner] , owner
        [admin] , admin
        [leader] , leader
       *[member] {""}
    }
member-card =
    { $person } in **{ $club }**
    Member number **{ $number }**, { $role ->
        [owner] owner
        [admin] admin
        [leader] leader
       *[member] member
    }, since { $at }
member-came = { $how ->
        [founding] Founded the club.
        [approval] Came from the waitlist.
        [invitation] Came by an invitation.
        [role] Was given the club's role in Discord.
       *[open] Came by themselves.
    }
member-invited = Invited by { $inviter }, member number { $number }.
member-invited-forgotten = Invited by member number { $number }, who asked to be forgotten.

bans-head = ## Who may not come into { $club }
bans-none = Nobody is kept out.
bans-line = - { $person }, since { $at }, by { $actor }

waitlist-head = ## Who wants into { $club }
    { $waiting ->
        [0] Nobody waits.
        [one] One person waits.
       *[other] { $waiting } people wait, those first who have waited longest.
    }
waitlist-entry = { $person } asked on { $at }
waitlist-answer =
    { $entry }
    { $answer }
accepted = { $person } is in, as member number { $number }.
declined = { $person } was declined.
decline-title = Decline
decline-reason = Reason
decline-hint = Told to whoever asked, if they want to be told. It may be left out.
job-accept-all = Letting in all who wait for { $club }
job-give-roles = Giving the role of { $club } to its members

profile-title = { $club }
profile-name = Name
profile-description = What it is about
profile-rules = Rules
profile-links = Links
profile-links-hint = Up to { $most }, one a line: an https address, with a name before it if you like
edited = **{ $club }** is changed. `/club info` shows how it looks.
picture-title = Picture of { $club }
picture-file = A new picture
picture-hint = PNG, JPEG, GIF or WebP, up to { $most } MB; it is made small
picture-away = Take the picture away
picture-set = **{ $club }** has a new picture.
picture-taken = **{ $club }** has no picture any more.
picture-kept = Nothing was changed at **{ $club }**.
way-title = How people come into { $club }
way-field = Way in
way-name = { $way ->
        [open] Open
        [approval] By approval
        [invitation] By invitation
       *[closed] Closed
    }
way-hint = { $way ->
        [open] Whoever wants to comes in.
        [approval] Whoever wants to come in waits until an admin decides.
        [invitation] Whoever is invited by a member comes in.
       *[closed] Nobody comes in.
    }
way-question = Question for those who wait
way-question-hint = Only asked where people come in by approval
way-required = The question has to be answered
way-set = { $way ->
        [open] **{ $club }** is open: whoever wants to comes in.
        [approval] **{ $club }** approves who comes in. `/club waitlist` shows who waits.
        [invitation] Into **{ $club }** one comes by the invitation of a member.
       *[closed] **{ $club }** is closed: nobody comes in.
    }

promoted = { $role ->
        [admin] { $person } is an admin of **{ $club }** now.
       *[other] { $person } is a leader of **{ $club }** now.
    }
demoted = { $role ->
        [leader] { $person } is a leader of **{ $club }** now.
       *[other] { $person } is a member of **{ $club }** without a role now.
    }
removed = { $person } is not in **{ $club }** any more.
banned = { $person } cannot come into **{ $club }** until `/club unban`.
unbanned = { $person } may come into **{ $club }** again.
transfer-sure = Hand **{ $club }** over to { $heir }? You stay as an admin, and only they can give it back.
transferred = **{ $club }** belongs to { $heir } now; you are an admin.
archived = **{ $club }** is archived: its members and its name are kept, and nothing happens there until `/club restore`.
restored = **{ $club }** goes on.
bound = **{ $club }** has { $place } now.
unbound = **{ $club }** has no { $place } any more. In Discord it stays as it is.
role-bound = The members of **{ $club }** get { $role }. Whoever is given the role in Discord becomes a member, and whoever loses it is none: the bot sees that when they use a command, come into a voice channel, or within a day.
role-bound-listed = The members of **{ $club }** get { $role }. Whoever is given the role in Discord becomes a member at once, and whoever loses it is none.

history-head = ## What was done in { $club }
history-none = Nothing yet.
history-line = - { $at }: { $what ->
        [founded] { $actor } founded the club
        [edited] { $actor } edited the club
        [way-in] { $actor } changed the way in
        [promoted] { $actor } promoted { $subject }
        [demoted] { $actor } demoted { $subject }
        [removed] { $actor } sent { $subject } away
        [banned] { $actor } banned { $subject }
        [unbanned] { $actor } lifted the ban of { $subject }
        [transferred] { $actor } handed the club over to { $subject }
        [succeeded] { $subject } became the owner, being next in line
        [archived] { $actor } archived the club
        [restored] { $actor } restored the club
        [accepted] { $actor } let { $subject } in
        [declined] { $actor } declined { $subject }
        [bound] { $actor } bound
       *[unbound] { $actor } unbound
    }

button-join = Join
button-apply = Ask to come in
button-follow = Follow
button-members = Members
button-rules = All rules
button-withdraw = Take it back
button-leave = Leave all the same
button-tell-channel = Mention me in its channel
button-tell-dm = Send me a direct message
button-unfollow = Do not tell me
button-first = First page
button-previous = Previous page
button-next = Next page
button-newest = Newest
button-older = Older
button-accept = Let in
button-decline = Decline
button-accept-all = Let all in
button-again = Edit again
button-transfer = Hand it over

bad-club-name = A club's name has { $shortest } to { $longest } visible characters on one line. Choose another.
club-name-taken = There is a club here already that is named **{ $name }** or could be taken for it. Choose another name, or join it with `/club join`.
no-such-club = There is no club of that name here. `/club list` shows those there are.
club-is-archived = **{ $club }** is archived, so nothing happens there. Its owner, or whoever manages this community, can restore it with `/club restore`.
club-is-closed = **{ $club }** takes nobody in at the moment. Its admins can open it again with `/club edit`.
already-in-club = { $who ->
        [you] You are a member of **{ $club }** already. `/club member` shows your card.
       *[them] They are a member of **{ $club }** already.
    }
not-in-club = { $who ->
        [you] You are not in **{ $club }**. `/club info` says how one comes in, and `/club mine` which clubs you are in.
       *[them] They are not in **{ $club }**. Choose one of its members: `/club members` shows them.
    }
banned-from-club = { $who ->
        [you] You may not come into **{ $club }**
       *[them] They may not come into **{ $club }**
    }: an admin of the club decided so, and can take it back with `/club unban`.
too-many-clubs = You own { $most ->
        [one] one club
       *[other] { $most } clubs
    } here, and nobody may own more. Hand one over with `/club transfer` first.
may-not-found = Only members with one of these roles found clubs here: { $roles }.
needs-approval = **{ $club }** lets people in from its waitlist. Ask with `/club join`.
needs-invitation = Into **{ $club }** you come by the invitation of a member. Ask one of them.
not-allowed-in-club = In **{ $club }** that is for { $lowest ->
        [member] its members
        [leader] leaders, admins and the owner
        [admin] admins and the owner
       *[owner] the owner
    }, and for whoever manages this community.
outranks-you = They stand as high as you in the club, or higher. Somebody above them can do that.
not-yourself-in-club = That is for others. To go yourself, use `/club leave`.
is-that-already = They are { $role ->
        [owner] the owner
        [admin] an admin
        [leader] a leader
       *[member] a member without a role
    } already.
no-rank-beyond = They are { $role ->
        [admin] an admin, and above that is only the owner: `/club transfer` hands a club over
        [leader] a leader, and the role you chose is not in that direction
       *[member] a member without a role, and there is nothing below
    }.
owner-hands-over = **{ $club }** has one owner, who hands it over with `/club transfer`. That role is not given or taken otherwise.
heir-owns-enough = They own { $most ->
        [one] one club
       *[other] { $most } clubs
    } here, and nobody may own more. Choose somebody else, or let them hand one over first.
bots-are-no-members = A bot cannot be in a club. Choose a person.
not-archived = **{ $club }** is not archived, so there is nothing to restore.
not-banned = Nobody keeps this person out of **{ $club }**. `/club members` with *Banned* shows whom somebody does.
banned-already = This person is kept out of **{ $club }** already.
club-text-too-long = { $field ->
        [description] The description
        [rules] The rules
        [question] The question
        [answer] The answer
       *[reason] The reason
    } may have { $most } characters, and these are { $length }. Shorten it.
bad-link = This is no link for a club: “{ $line }”. Write an address that begins with https://, of a site and not of a number, up to { $most } characters, with a name of up to { $label } characters before it if you like.
too-many-links = A club's card has room for { $most } links at most. Leave some out.
bad-picture = That is no picture I can read. Send a PNG, JPEG, GIF or WebP file of up to { $most } MB.
already-waiting = You are on the waitlist of **{ $club }** already. `/club mine` shows it, and `/club leave` takes it back.
not-waiting = There is nobody waiting here any more.
decided-already = Somebody else has decided this already, or it was taken back.
answer-missing = This club wants an answer: { $question }
no-waitlist = **{ $club }** has no waitlist at the moment. `/club info` says how one comes in.
not-following = You do not follow this club. `/club mine` shows those you follow.
no-channel-to-tell-in = **{ $club }** has no text channel in which you could be mentioned. Choose a direct message instead.
bound-already = **{ $club }** has { $place ->
        [role] a role
        [stage] a stage
       *[channel] a text channel
    } already: { $bound }. Take it away with `/club unbind` first.
not-bound = **{ $club }** has no { $place ->
        [role] role
        [stage] stage
       *[channel] text channel
    } that could be taken away.
role-of-another-club = { $role } is the role of another club. One role is one club's.
may-not-make = Here, channels and roles are made for clubs by those who manage the community. They can let owners do it too, with `/settings`.
role-not-usable = { $role } is everybody's role, or one that Discord or another bot gives by itself. Choose another.
role-has-power = { $role } gives power: { $permissions }. A club's role goes to everybody whom its admins let in, so it may only be one that allows nothing of the kind.
not-yours-to-bind = To give a club something of Discord's you have to be able to change it in Discord. You lack there: { $permissions }, or your own role is not above it.
role-too-high = { $role } stands above { $mine }, so I cannot give it. An administrator can move my role up in the server settings, under Roles.
needs-role-first = For members only it can be once **{ $club }** has a role by which Discord knows them: `/club make role`.
no-room-in-community = Discord allows a community only so many channels and roles, and this one has them all. Delete one that is not needed.
no-stages-here = This server has no stages: an administrator has to turn it into a Community in the server settings first.
nobody-waits-for-club = Nobody waits for **{ $club }**.
club-busy-already = Those who wait for **{ $club }** are being let in already. The message in which that was begun shows how far it is.
