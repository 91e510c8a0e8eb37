cog-name = Invitations
cog-description = Members bring others into their clubs

command-invitation = invitation
    .description = Invitations into clubs
command-invitation-send = send
    .description = Invite somebody into your club: a member of this server, or anybody by their id
    .person = person
    .person-description = Whom you invite; for somebody from outside paste their id
    .club = club
    .club-description = Into which club
command-invitation-code = code
    .description = Make a code by which one person, whoever it is, comes into your club
    .club = club
    .club-description = Into which club
command-invitation-redeem = redeem
    .description = Come into a club by a code that you were given
    .code = code
    .code-description = The code, with or without its dashes
command-invitation-list = list
    .description = See the invitations that you got and gave; in a club you run, all that wait
    .club = club
    .club-description = Only those of this club
    .everybody = everybody
    .everybody-description = All that wait in that club; for its owner and admins
command-invitation-revoke = revoke
    .description = Take an invitation back that nobody has answered
    .invitation = invitation
    .invitation-description = Which one
command-invitation-budget = budget
    .description = See how many you can invite into a club, why, and what brings more
    .club = club
    .club-description = Which club
command-invitation-tree = tree
    .description = See who brought whom into a club, or whom one person brought
    .club = club
    .club-description = Which club
    .person = person
    .person-description = Only the branch of this person
    .picture = picture
    .picture-description = As a picture instead of a text
command-invitation-freeze = freeze
    .description = Let nobody whom this person brought, or who came by them, invite any more
    .club = club
    .club-description = In which club
    .person = person
    .person-description = Where the branch begins
command-invitation-unfreeze = unfreeze
    .description = Let a branch invite again
    .club = club
    .club-description = In which club
    .person = person
    .person-description = Where the branch begins
command-invitation-receive = receive
    .description = Choose how you are invited here: by a mention, by direct message, or not at all
    .by = by
    .by-description = How
    .by-choice-channel = A mention in a channel
    .by-choice-dm = A direct message
    .by-choice-nothing = Not at all

# What a community and its clubs may set.
setting-start = Invitations to begin with
    .description = How many a new member can make.
setting-rooms-for-one = Rooms for one more
    .description = One more for so many rooms attended; 0: attending brings none.
setting-least-minutes = Minutes that count
    .description = A room counts for whoever was in it for so long.
setting-for-hosting = For hosting
    .description = So many more for each room that somebody opened and ran.
setting-most = At most
    .description = Nobody makes more than this, all in all.
setting-admins-spend = Admins have a budget too
    .description = Otherwise the owner and the admins of a club invite without one.
setting-lasts-days = Days to answer
    .description = After so many days an invitation is over. A link for somebody from outside lasts seven at most.
start-above-most = a member would begin with { $start }, which is more than the { $most } that anybody may make.

# An invitation, as it is shown to whom it is for.
invitation-in-channel = { $invitee }, { $inviter } invites you into the club **{ $club }**. You can answer until { $until }.
invitation-in-dm = In { $community }, { $inviter } invites you into the club **{ $club }**. You can answer until { $until }.
invitation-was-accepted = { $invitee } came into the club **{ $club }**, invited by { $inviter }.
invitation-is-over = This invitation into the club **{ $club }** is over.
button-accept = Come in
button-decline = No, thanks
button-accept-in = Come into { $club }
button-decline-in = No, thanks
welcome = Welcome to **{ $club }**. You are member number { $number }.
declined = Fine, you are not in **{ $club }**. Nobody there can invite you again for a week.

# To whoever gives one.
left = { $left ->
        [0] You have no invitation left.
        [one] You have one invitation left.
       *[other] You have { $left } invitations left.
    }
left-unlimited = You invite without a budget.
sent-in-channel = { $person } is invited into **{ $club }**, in { $channel }, and can answer until { $until }. { $left }
sent-by-dm = { $person } is invited into **{ $club }** by direct message, as they have chosen, and can answer until { $until }. { $left }
sent-nowhere = { $person } wants to be invited by direct message, and Discord lets none of mine through to them. The invitation into **{ $club }** stands until { $until }: tell them that `/invitation list` shows it, or take it back with `/invitation revoke`. { $left }
sent-later = { $person } is invited into **{ $club }**, but Discord does not let me show it just now. I try again in a minute; they also find it with `/invitation list`, until { $until }. { $left }
sent-by-link = Only { $person } can use this link, once, until { $until }. Send it to them:
    { $link }
    { $role ->
        [yes] It gives them the role of **{ $club }**; they become a member as soon as I see them here.
       *[no] They become a member of **{ $club }** as soon as I see them here: at their first command, or in a voice channel.
    } { $left }
sent-by-code = { $problem }
    So there is no link, but a code that only { $person } can use, until { $until }: `{ $code }`
    Once they are in this server, `/invitation redeem` brings them into **{ $club }**. It is shown this once. { $left }
code-made = One person can come into **{ $club }** with this code, until { $until }: `{ $code }`
    Give it to them alone; they use it with `/invitation redeem`. It is shown this once. { $left }
admitted = { $person } was on the waitlist of **{ $club }**, and is in now as member number { $number }: you answer for them. { $left }
revoked = { $known ->
        [yes] The invitation of { $person } is taken back.
       *[no] The code is taken back.
    } If it was yours, you can invite somebody else instead.
revoked-link-stays = The invitation of { $person } is taken back. I may not delete its link in Discord (Manage Channels): it still leads into this server, but not into the club.

# Lists.
list-received = **For you**
list-given = **Given**
list-waiting = **Waiting for an answer**
nothing-given = There is no invitation here. `/invitation send` makes one.
nothing-older = There is nothing older here any more.
invitation-line = - { $kind ->
        [code] { $known ->
            [yes] { $invitee }, by a code
           *[no] A code
        }
        [sealed] { $invitee }, by a link
        [admission] { $invitee }, from the waitlist
       *[member] { $invitee }
    } · **{ $club }** · { $inviter } · { $state ->
        [accepted] came in { $until }
        [declined] said no { $until }
        [expired] not answered by { $until }
        [revoked] taken back { $until }
        [overtaken] came in by another way { $until }
       *[pending] waits until { $until }
    }
invitation-choice = { $kind ->
        [code] { $name ->
            [0] A code
           *[other] A code
        }
       *[other] { $name }
    } · { $club } · { DATETIME($until, dateStyle: "medium") }
button-older = Older
button-newest = Newest
button-more-received = More for you

# Budgets.
budget = **{ $club }**. { $left }
budget-frozen = An admin of the club has paused the invitations of your branch, so none can be made just now.
budget-start = - { $start } to begin with
budget-attended = - { $earned } for { $attended ->
        [one] one room attended
       *[other] { $attended } rooms attended
    }: one for { $each ->
        [one] each
       *[other] every { $each }
    } in which you were for at least { $minutes ->
        [one] one minute
       *[other] { $minutes } minutes
    }
budget-hosted = - { $hosted ->
        [0] none for hosting
        [one] { $each } for one room hosted
       *[other] { $each } for each of { $hosted } rooms hosted
    }: { $each } for each that you opened, if you and somebody else were in it for at least { $minutes ->
        [one] one minute
       *[other] { $minutes } minutes
    }
budget-spent = - { $spent } made, which wait or were accepted; those that lead to nothing come back
budget-most = - { $most } at most, all in all
budget-next = { $rooms ->
        [one] The next room that you attend brings one more.
       *[other] { $rooms } more rooms that you attend bring the next.
    }
budget-not-counted = - It is not noted who comes to the rooms of this club, so none of them brings more. Its owner, its admins and whoever manages this server can change that with `/settings`, under Rooms.

# Trees.
tree-of-club = **{ $club }**: who brought whom
tree-of-branch = **{ $club }**: a branch
tree-above = Came by { $people }
tree-more = { $at_least ->
        [yes] … and more than { $count } others
       *[no] { $count ->
            [one] … and one more
           *[other] … and { $count } more
        }
    }
tree-picture-more = … and {"{}"} more
tree-frozen = -# ❄️ Nobody of this branch invites. Only those who can lift it see this.
tree-gone = { $person } (left)
frozen = Nobody of the branch that begins with { $person } invites into **{ $club }** from now on, and what they gave and nobody has answered is taken back. They are told nothing. `/invitation unfreeze` ends it.
unfrozen = The branch that begins with { $person } invites into **{ $club }** again.

# How somebody is invited.
receives-in-channel = You are invited by a mention in a channel that you see.
receives-by-dm = You are invited by direct message. See that Discord lets messages from members of this server through to you.
receives-nothing = Nobody here can invite you into a club. What waits for you already can still be answered: `/invitation list`.

# Refusals.
not-a-member = You are not in **{ $club }**: its members invite, and see who brought whom. `/club join` may let you in.
admins-only = That is for the owner and the admins of **{ $club }**, and for whoever manages this server.
branch-is-frozen = An admin of **{ $club }** has paused the invitations of your branch. Ask one of them: `/invitation unfreeze` ends it.
invites-self = You need no invitation from yourself. Choose somebody else.
invites-bot = Bots are no members of clubs. Choose a person.
in-club-already = They are in **{ $club }** already. Choose somebody who is not.
invitee-is-banned = They may not come into **{ $club }**: an admin of the club decided so, and can lift it with `/club unban`.
invited-already = { $inviter } has invited them into **{ $club }** already; they can answer until { $until }.
waits-no-more = They are on the waitlist of **{ $club }** no more. Send it again, and they are invited instead.
declined-lately = They have said no to **{ $club }**, so they are left alone until { $until }.
takes-no-invitations = They take no invitations here. They can change that themselves with `/invitation receive`.
no-invitation-left = You have no invitation left for **{ $club }**. { $ways ->
        [hosting] A room that you open and run for at least { $minutes ->
            [one] one minute
           *[other] { $minutes } minutes
        } with somebody else brings { $hosting }
        [attending] { $rooms ->
            [one] One more room
           *[other] { $rooms } more rooms
        } that you attend for at least { $minutes ->
            [one] one minute
           *[other] { $minutes } minutes
        } { $rooms ->
            [one] brings
           *[other] bring
        } the next
       *[both] { $rooms ->
            [one] One more room
           *[other] { $rooms } more rooms
        } that you attend for at least { $minutes ->
            [one] one minute
           *[other] { $minutes } minutes
        } { $rooms ->
            [one] brings
           *[other] bring
        } the next, and a room that you open and run for as long with somebody else brings { $hosting }
    }; one that waits comes back if it is taken back or not accepted. `/invitation budget` shows it all.
budget-at-most = { $most ->
        [0] Members of **{ $club }** make no invitations: its rule gives them none.
        [one] You have made the one invitation that **{ $club }** lets anybody make.
       *[other] You have made all { $most } invitations that **{ $club }** lets anybody make.
    } One that waits comes back if it is taken back or not accepted, and an admin of the club can change the rule with `/settings`.
rooms-bring-nothing = You have no invitation left for **{ $club }**, and rooms bring none: it is not noted who comes to them. Its owner, its admins and whoever manages this server can change that with `/settings`, under Rooms. An invitation that waits comes back if it is taken back or not accepted.
not-your-invitation = This invitation is for somebody else. A member of the club can give you one of your own.
invitation-gone = This invitation is over: it was answered, taken back, or not answered in time. A member of the club can make another.
not-a-code = That is no code. One has 26 letters and digits, in groups: `ABCDE-FGH12-…`. Copy it whole.
wrong-code = That code leads nowhere in this server, or is for somebody else. Copy it whole, or ask whoever gave it to you for another.
code-is-over = That code was used, taken back, or is too old. Ask whoever gave it to you for another.
too-many-guesses = The last { $guesses } codes that you typed lead nowhere. Try again after { $until }.
no-such-invitation = There is no such invitation that still waits. `/invitation list` shows yours.
names-no-club = Name the club too: what waits is listed club by club.
never-in-club = They have never been in **{ $club }**, so they have no place in its tree. Choose somebody who is or was a member.
frozen-already = That branch of **{ $club }** is frozen already; `/invitation unfreeze` ends it.
not-frozen = No frozen branch of **{ $club }** begins with them. `/invitation tree` marks those that are.
outranks-freezer = Nobody freezes the branch of somebody of their own rank, or above. Whoever manages this server can.
cannot-show = { $person } would see an invitation neither here nor in the channel of the club. Use the command in a channel that they see.
not-in-community = You are not in that server any more, so you cannot be in its club. Come back to it first.
too-many-links = This server has as many invites as Discord allows, a thousand. A moderator can delete old ones.

records-kept = Which invitations you gave and got and what became of them; how many you can give in each club and for which rooms; how you want to be invited; which branches you froze; and, for a quarter of an hour, wrong codes that you typed.
records-left = An invitation that was accepted stays, without saying that it was yours.
