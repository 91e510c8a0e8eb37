cog-name = Tips
cog-description = Thanks in points, all of which arrive

command-tip = tip
    .description = Give points to somebody
    .member = member
    .member-description = Who gets it, all of it
    .amount = amount
    .amount-description = How much
    .note = note
    .note-description = A word to go with it
    .anonymous = anonymous
    .anonymous-description = They are not told from whom it came
    .currency = currency
    .currency-description = Another one than points, if tips are given in it here
command-wallet = wallet
    .description = See what you have, what you gave and what you got
    .redeem = redeem
    .redeem-description = Turn what you bought from Discord into points, here

amount-in-points = { $amount ->
        [one] { $amount } point
       *[other] { $amount } points
    }
amount-in-currency = { $amount } { $currency }
tip-given = You gave { $creator } { $amount }{ $anonymous ->
        [yes] {" "}without your name
       *[no] {""}
    }, and all of it reached them. You have { $balance } left.
tip-again = You gave { $creator } { $amount } less than { $seconds ->
        [60] a minute
       *[other] { $seconds } seconds
    } ago. Give the same again{ $noted ->
        [yes] , without the note
       *[no] {""}
    }?
tip-again-button = Yes, again
wallet =
    You have **{ $balance }**.
    { $movements }
movement-welcome = - { $when }: { $amount } to begin with
movement-got = - { $when }: { $amount } from { $person }{ $noted ->
        [yes] : “{ $note }”
       *[no] {""}
    }
movement-gave = - { $when }: { $amount } to { $person }{ $noted ->
        [yes] : “{ $note }”
       *[no] {""}
    }{ $thanked ->
        [yes] , who thanks you
        [worded] , who thanks you: “{ $thanks }”
       *[no] {""}
    }
movement-gave-to-jar = - { $when }: { $amount } into the jar of a room{ $noted ->
        [yes] : “{ $note }”
       *[no] {""}
    }
movement-got-of-jar = - { $when }: { $amount } from the jar of a room

setting-currency = What points are called
    .description = Such as stars or coins; points, in each reader's language, if you leave it empty
setting-welcome-points = To begin with
    .description = What everybody is given with their first account; those who have one keep what they have
setting-most-in-one-tip = Most in one tip
    .description = A tip of more is refused
setting-equal-tip-seconds = Ask before an equal tip
    .description = For so many seconds the same tip to the same person is asked about; with 0 never

records-kept = What you have, and every tip that you gave or got, with what was written.
records-left = The tips themselves, without names and words, so that the ledger can be proved. What you had is lost. A fingerprint of you stays, so that nobody is given the points to begin with twice.

tip-refused = That tip cannot be given.
tip-to-self = Tips are for others: you cannot tip yourself.
tip-to-bot = Bots have no wallet. Tip a person.
not-an-amount = That is no amount. Type a whole number, such as 5.
amount-not-positive = A tip gives something: type a number above zero.
amount-too-large = That is more than one tip may carry, which is { $most }.
over-balance = You have { $balance }, which is less than { $amount }. Nothing was given.
key-used-for-another-tip = That button was used for another tip already. Use `/tip` for a new one.
equal-tip-just-given = You gave the same tip less than { $seconds } seconds ago.
unknown-currency = { $currency } is no currency that I know.
account-frozen = An administrator has stopped your tips. Nothing was given; ask those who manage this server why. `/privacy show` has their reason.
no-such-transfer = There is no transfer { $transfer } here.
not-to-be-reversed = Transfer { $transfer } takes another one back itself. Make a new one instead.
moved-outside = Transfer { $transfer } was moved by a payment provider. Whoever got it gives it back there, and the ledger follows.

command-treasury = treasury
    .description = The community's own points
command-treasury-issue = issue
    .description = Give somebody points from the treasury
    .member = member
    .member-description = Who gets them
    .amount = amount
    .amount-description = How many points
    .reason = reason
    .reason-description = Why; it stands in the book
    .currency = currency
    .currency-description = Another one than points, if it is in use here
command-treasury-withdraw = withdraw
    .description = Take points back from somebody
    .member = member
    .member-description = Whose they are
    .amount = amount
    .amount-description = How many points
    .reason = reason
    .reason-description = Why; it stands in the book
    .currency = currency
    .currency-description = Another one than points, if it is in use here
command-treasury-budget = budget
    .description = See what everybody holds, and what was given this month
    .currency = currency
    .currency-description = Another one than points, if it is in use here
command-treasury-reverse = reverse
    .description = Undo a transfer by another one
    .transfer = transfer
    .transfer-description = Its number, as it stands in the answer that gave it
    .reason = reason
    .reason-description = Why; it stands in the book

issued = { $member } was given { $amount }, and has { $balance } now. That is transfer { $transfer }.
withdrawn = { $member } gave { $amount } back, and has { $balance } now. That is transfer { $transfer }.
reversed = Transfer { $transfer } is undone by transfer { $back }.
budget =
    Everybody together holds **{ $held }**. This month:
    - given by administrators: { $given }{ $limited ->
        [no] {""}
       *[yes] , of { $most } that a month allows
    }
    - taken back by them: { $taken }
    - given to begin with: { $welcomed }
    - given as allowances: { $allowed }
issue-title = Give so much?
withdraw-title = Take so much?
amount-again = The amount, once more
amount-again-hint = Type { $amount } if you mean it
reason-label = Reason
movement-issued = - { $when }: { $amount } from the community: “{ $note }”
movement-paid-in = - { $when }: { $amount } paid to a payment provider
movement-paid-out = - { $when }: { $amount } lies in your account at the payment provider
movement-taken = - { $when }: { $amount } taken by the community{ $noted ->
        [yes] : “{ $note }”
       *[no] {""}
    }
movement-allowance = - { $when }: { $amount } as an allowance
movement-came-back = - { $when }: { $amount } came back{ $noted ->
        [yes] : “{ $note }”
       *[no] {""}
    }
movement-went-back = - { $when }: { $amount } went back{ $noted ->
        [yes] : “{ $note }”
       *[no] {""}
    }
setting-confirm-above = Ask once more above
    .description = Administrators type an amount above this twice before it is given or taken
setting-most-given-a-month = Most given in a month
    .description = By administrators, all of them together; with 0 there is no limit
setting-allowance = Allowance
    .description = Points that everybody who has an account is given again and again; with 0 nobody is
setting-allowance-days = Days between allowances
    .description = The first one comes so many days after it was switched on

not-a-treasurer = Only those who may manage this server have to do with its treasury.
member-has-less = They have { $balance }, which is less than { $amount }. Nothing was moved.
over-budget = That is more than this month allows: { $left } of { $most } are left. Nothing was given.
not-the-same-amount = That is not { $amount }. Nothing was moved; use the command again if you mean it.
redeemed = { $count ->
        [one] What you bought is points now.
       *[other] The { $count } things that you bought are points now.
    } You have **{ $balance }**.
nothing-to-redeem = You have bought nothing that is left to redeem.
redeem-button = Redeem what you bought
movement-bought = - { $when }: { $amount } for what you bought
redeemed-elsewhere = That purchase became points in another community already.

command-tips = tips
    .description = What was given in this community
command-tips-leaderboard = leaderboard
    .description = See who got most in tips
    .days = days
    .days-description = On how many days, today included; of all time if you leave it out
    .currency = currency
    .currency-description = Another one than points, if it is in use here
leaderboard = { $days ->
        [0] **Who got most of all**
        [1] **Who got most today**
       *[other] **Who got most in { $days } days**
    }
    { $lines }
leaderboard-empty = Nobody was tipped { $days ->
        [0] yet
        [1] today
       *[other] in { $days } days
    }. `/tip` thanks somebody.
rank = { $place }. { $person }: { $amount }
older-button = Older
movement-got-anonymously = - { $when }: { $amount } from somebody who gave no name{ $noted ->
        [yes] : “{ $note }”
       *[no] {""}
    }
command-tips-export = export
    .description = Get all that you gave and got, as a file
    .form = form
    .form-description = csv for a spreadsheet, jsonl for a program, hledger for an accountant
    .form-choice-csv = CSV, for a spreadsheet
    .form-choice-jsonl = JSON lines, for a program
    .form-choice-hledger = hledger, for an accountant
    .form-choice-pdf = PDF, on paper
    .year = year
    .year-description = Only of that year; of all if you leave it out
exported = { $count ->
        [one] One movement is in the file.
       *[other] { $count } movements are in the file.
    }{ $cut ->
        [yes] {" "}There are more: ask for one year at a time.
       *[no] {""}
    }
nothing-to-export = You gave and got nothing then.

menu-tip = Tip
offer = Tip { $creator }{ $veil ->
        [yes] {" "}without your name
       *[no] {""}
    }. All of it reaches them.
offer-other = Another amount, or a note
offer-without-name = Without my name
offer-with-name = With my name
amount-title = Give a tip
amount-label = How much
note-label = A word to go with it
amount-of-money = { $amount }
command-tips-receive = receive
    .description = Take tips here, or take none
    .on = on
    .on-description = Whether people may tip you in this community
receives-tips = You take tips here: whoever wants to thank you can.
receives-no-tips = You take no tips here. What you have stays yours; `/tips receive on:True` takes them again.

setting-currencies = Other currencies
    .description = Codes such as EUR, USD in which tips are given beside points; none if you leave it empty
setting-presets = Amounts offered
    .description = Up to four amounts of points, such as 10, 50, 100
setting-money-presets = Amounts of money offered
    .description = Up to four amounts in whole euros, dollars and so on, such as 1, 5, 10
setting-most-a-day = Most in a day
    .description = One person gives no more in a day (UTC); with 0 there is no limit
setting-most-to-one-a-day = Most to one person in a day
    .description = One person gives another no more in a day (UTC); with 0 there is no limit
setting-creators-opt-in = Creators say yes first
    .description = Only those are tipped who have said so with /tips receive
setting-met-in-days = Met in so many days
    .description = Only whoever was in a room with somebody in so many days may tip them; with 0 everybody may
presets-not-amounts = type whole numbers above zero with commas between, such as 10, 50, 100.
presets-too-many = at most { $most } amounts are offered.
currencies-unknown = { $code } is no currency. Type codes such as EUR or USD.
currencies-too-many = at most { $most } currencies fit beside points.

over-day = In this community one person gives at most { $most } in a day. You have { $left } left until { $again }; give no more than that, or wait until then. Nothing was given.
over-one = In this community one person gives another at most { $most } in a day. For { $creator } you have { $left } left until { $again }; give no more than that, or wait until then. Nothing was given.
takes-no-tips = { $creator } takes no tips here. They can change that with `/tips receive`. Nothing was given.
has-not-opted-in = In this community a creator says first that they take tips, and { $creator } has not. They can with `/tips receive`. Nothing was given.
never-met = In this community you may tip whom you have been in a room with in the last { $days ->
        [one] day
       *[other] { $days } days
    }, and you and { $creator } have not. Come to a room in which they are, and then you may. Nothing was given.
not-an-amount-of-money = That is no amount. Type one such as { $example }.
currency-not-here = { $currency } is not in use here. Tips are given in { $accepted }.

points = points
command-tips-statement = statement
    .description = See what you gave and got, when and where
    .period = period
    .period-description = A month such as 2026-03, a year, or all; this year if you leave it out
    .club = club
    .club-description = Only what was given in a club
    .room = room
    .room-description = Only what was given in a room
    .member = member
    .member-description = Only what moved between you and somebody
    .by = by
    .by-description = Add it up by month, club, room or person, instead of line by line
    .by-choice-month = Month
    .by-choice-club = Club
    .by-choice-room = Room
    .by-choice-person = Person
command-tips-chart = chart
    .description = See what you gave and got, as a picture
    .by = by
    .by-description = Month by month, or club by club
    .by-choice-month = Month
    .by-choice-club = Club
    .period = period
    .period-description = A month such as 2026-03, a year, or all; this year if you leave it out
    .club = club
    .club-description = Only what was given in a club
statement = **Your statement: { $period }**{ $about ->
        [some] {" "}{ $club } { $room } { $person }
       *[all] {""}
    }
    { $sums }
    { $lines }
statement-empty = Nothing of yours moved: { $period }{ $about ->
        [some] , { $club } { $room } { $person }
       *[all] {""}
    }.
statement-sums = Before it **{ $opening }**, in { $got }, out { $gave }, after it **{ $closing }**.
statement-part = In { $got }, out { $gave }.
statement-line = - { $when } { $way ->
        [in] +
       *[out] −
    }{ $amount } · { $what } · { $transfer }
statement-what = { $what ->
        [welcome] To begin with
        [issued] From the community
        [withdraw] Taken by the community
        [allowance] Allowance
        [purchase] What you bought from Discord
        [payment] Paid with real money
        [fee] Fee of the payment provider
        [refund] Paid back
        [came-back] Came back
        [went-back] Went back
        [got-hidden] From somebody who gave no name
        [got-gone] From somebody who was forgotten, or a jar
        [gave-gone] To somebody who was forgotten, or a jar
        [got] From { $people ->
            [one] { $person }
           *[other] several people
        }
       *[gave] To { $people ->
            [one] { $person }
           *[other] several people
        }
    }{ $linked ->
        [undoes] {" "}(undoes { $link })
        [undone] {" "}(undone by { $link })
       *[no] {""}
    }{ $noted ->
        [yes] : “{ $note }”
       *[no] {""}
    }
summary = **Your statement: { $period }**{ $about ->
        [some] {" "}{ $club } { $room } { $person }
       *[all] {""}
    }{ $sums }
    { $lines }{ $left ->
        [0] {""}
        [one] {" "}… and one more
       *[other] {" "}… and { $left } more
    }
summary-line = - { $name }: in { $got }, out { $gave }
summary-no-club = Outside of clubs
summary-no-room = Outside of rooms
period-all = all time
not-a-period = That is no period. Type a month such as 2026-03, a year such as 2026, or all.
no-such-room = I know no such room. Choose one from what is suggested while you type.
paper-title = Statement of tips
paper-written = Written on { $moment }
paper-opening = Balance before it
paper-in = Came in
paper-out = Went out
paper-closing = Balance after it
paper-date = Date (UTC)
paper-number = No.
paper-what = What it was
paper-amount = Amount
paper-balance = Balance
paper-no-commission = A tip carries no commission: what leaves whoever gives it is what reaches whoever gets it.
paper-anchor = The ledger when this was written: { $anchor }. Whoever runs it can prove against that that nothing was changed since.
paper-page = Page { $number }
chart-title = What you gave and got: { $period }
chart-head = **What you gave and got: { $period }**
chart-got = came in
chart-gave = went out
chart-told = Came in: { $got }. Went out: { $gave }.

# --- What is given to several, to a room, towards a goal, and thanks ---

command-tips-split = split
    .description = Share an amount among all who are on stage
    .amount = amount
    .amount-description = How much in all; each gets the same, and what is left over goes to those who came up first
    .note = note
    .note-description = A word to go with it
    .anonymous = anonymous
    .anonymous-description = They are not told from whom it came
    .currency = currency
    .currency-description = Another one than points, if tips are given in it here
command-tips-jar = jar
    .description = Give to the room, or see what is in its jar and who would get it
    .amount = amount
    .amount-description = How much; leave it out to look
    .note = note
    .note-description = A word to go with it
    .anonymous = anonymous
    .anonymous-description = Nobody is told from whom it came
    .currency = currency
    .currency-description = Another one than points, if tips are given in it here
command-tips-thanks = thanks
    .description = Thank everybody who tipped you, here, where all see it
    .text = text
    .text-description = A word to go with it
command-tips-goal = goal
    .description = What you hope to get in tips
command-tips-goal-set = set
    .description = Say here what you hope to get in tips, with a bar that grows
    .title = title
    .title-description = What it is for
    .amount = amount
    .amount-description = How much
    .currency = currency
    .currency-description = Another one than points, if tips are given in it here
command-tips-goal-show = show
    .description = See how far your goal has come, or somebody's
    .member = member
    .member-description = Whose; yours if you leave it out
command-tips-goal-end = end
    .description = End your goal with what has come together; every tip stays yours
command-tips-goal-cancel = cancel
    .description = Give your goal up; every tip stays yours

whom-speakers = those on stage
whom-jar = the jar of this room
so-many-people = { $count ->
        [one] one person
       *[other] { $count } people
    }
more-people = - { $count ->
        [one] and one more
       *[other] and { $count } more
    }
share-line = - { $person }: { $amount }
one-sum = { $amount }
split-given = You gave { $amount }{ $anonymous ->
        [yes] {" "}without your name
       *[no] {""}
    } to those on stage, and all of it reached them. You have { $balance } left.
    { $lines }
jar-given = You put { $amount }{ $anonymous ->
        [yes] {" "}without your name
       *[no] {""}
    } into the jar of this room. When the room ends, all of it is shared among those who spoke. You have { $balance } left.
offer-split = Give an amount to all on stage{ $veil ->
        [yes] {" "}without your name
       *[no] {""}
    }: { $people }. Each gets the same; what is left over goes, one unit each, to those who came up first.
offer-jar = Put an amount into the jar of this room{ $veil ->
        [yes] {" "}without your name
       *[no] {""}
    }. When the room ends, all of it is shared among those who spoke; with nobody to share it with, you get it back.
offer-points = Points

card-tip = Tip
card-tip-one = Tip { $name }
card-jar = Jar
card-jar-line = **In the jar:** { $held }
report-tips-row = Tips
report-tips = **Tips:** { $count ->
        [0] all that was given here was taken back
        [one] { $sums }, given once
       *[other] { $sums }, given { $count } times
    }.
report-tips-anchor = -# Anchor of the ledger for these tips: `{ $anchor }`{ $paged ->
        [yes] {" "}· [the receipt that everybody may see](<{ $page }>)
       *[no] {""}
    }
tip-whom = Whom do you want to thank?
nobody-to-tip = Nobody else is on stage just now. You may give to the room.
tip-all = All on stage
choose-speaker = One of those on stage

jar-open = The jar of this room holds **{ $held }**. { $rule ->
        [equal] When the room ends, all who spoke get the same.
       *[floor] When the room ends, all who spoke get a part, by how long they could be heard.
    } { $count ->
        [0] If it ended now, there would be nobody to share it with, and everybody would get theirs back.
       *[other] If it ended now:
    }
    { $lines }
jar-open-empty = The jar of this room is empty. `/tips jar` with an amount gives to the room. { $rule ->
        [equal] When the room ends, all who spoke get the same.
       *[floor] When the room ends, all who spoke get a part, by how long they could be heard.
    }
jar-planned = **The jar of this room holds { $held }.** { $rule ->
        [equal] All who spoke get the same:
       *[floor] All who spoke get a part, by how long they could be heard:
    }
    { $lines }
    { $minutes ->
        [0] It is being shared.
        [one] It is shared in a minute.
       *[other] It is shared in { $minutes } minutes.
    }
jar-to-return = **The jar of this room holds { $held }.** There is nobody to share it with: everybody gets back what they gave.
jar-shared = **The jar of this room was shared: { $held }.**
    { $lines }
jar-returned = **The jar of this room was given back.** There was nobody to share it with.

goal =
    ## { $title }
    { $creator } hopes for { $amount } in tips.
    { $bar } { $percent } %
    { $got }{ $state ->
        [over] {" "}came together. The goal is over.
        [cancelled] {" "}came together. The goal was given up.
       *[open] {" "}so far. Every tip is theirs at once.
    }
goal-reached = **{ $title }**: { $creator } has reached { $amount }. Thank you, all!
goal-set = Your goal stands here, and grows with every tip. `/tips goal end` ends it, `/tips goal cancel` gives it up; every tip stays yours.
goal-ended = Your goal is over: { $got } came together, and it is yours.
goal-cancelled = Your goal is given up. { $got } came together, and it stays yours.

notice = **Tips in this room**
    { $lines }
notice-line = - { $anonymous ->
        [yes] Somebody gave
       *[no] { $tipper } gave
    } { $creator } { $amount }
thank-button = Say thanks for yours
thanks-line = - { $creator } thanks { $known ->
        [0] { $nameless ->
                [one] somebody who gave no name
               *[other] { $nameless } who gave no name
            }
       *[other] { $people }{ $nameless ->
                [0] {""}
                [one] {" "}and one who gave no name
               *[other] {" "}and { $nameless } who gave no name
            }
    }
thanks-said = { $line }{ $worded ->
        [yes] : “{ $text }”
       *[no] {""}
    }
thanked = { $count ->
        [one] You thanked for one tip. Whoever gave it reads it in their wallet.
       *[other] You thanked for { $count } tips. Whoever gave them reads it in their wallet.
    }

nobody-on-stage = Nobody else who takes tips is on stage. When somebody comes up, try again, or give to the room with `/tips jar`. Nothing was given.
split-too-small = There are { $count } on stage: give at least { $least }, so that everybody gets something. Nothing was given.
jar-is-closed = The room is over and its jar is closed. You can tip its speakers with `/tip`. Nothing was given.
goal-is-open = You have a goal already. End it with `/tips goal end`, or give it up with `/tips goal cancel`; then set another.
no-goal = There is no goal. `/tips goal set` sets one.
nothing-to-thank-for = There is no tip that you have not thanked for.

setting-tip-buttons = Tips on the cards of rooms
    .description = Buttons to tip those on stage, and the jar of the room
setting-announce-tips = Tell of tips in the room
    .description = In the chat of the room in which they are given, with a button for thanks
setting-jar-rule = How a jar is shared
    .description = What was given to a room goes to those who spoke in it, when it ends
setting-jar-rule-floor = by how long each could be heard
setting-jar-rule-equal = the same for each
setting-jar-minutes = Show the shares before
    .description = For so many minutes it stands in the chat who gets how much of a jar, before it is booked
command-treasury-audit = audit
    .description = Look through every transfer of this community
    .who = who
    .who-description = Only what somebody gave; never what they gave without a name
    .whom = whom
    .whom-description = Only what somebody got
    .kind = kind
    .kind-description = Only one kind of transfer
    .kind-choice-tip = Tip
    .kind-choice-share = Share of a tip
    .kind-choice-issue = Given from the treasury
    .kind-choice-withdraw = Taken back
    .kind-choice-allowance = Allowance
    .kind-choice-purchase = Bought from Discord
    .kind-choice-payment = Paid with real money
    .kind-choice-fee = Fee of a provider
    .kind-choice-refund = Paid back
    .kind-choice-reversal = Undone
    .period = period
    .period-description = A month such as 2026-03, a year, or all; all if you leave it out
    .at_least = at_least
    .at_least-description = Only so much or more
    .currency = currency
    .currency-description = points, or the code of a currency such as EUR
command-treasury-freeze = freeze
    .description = Stop somebody's tips: they give none and get none
    .member = member
    .member-description = Whose
    .reason = reason
    .reason-description = Why; it is kept, and they may read it
command-treasury-unfreeze = unfreeze
    .description = Let somebody give and get tips again
    .member = member
    .member-description = Who
frozen = { $member } gives no tips and gets none from now on. What you correct is booked all the same; `/treasury unfreeze` ends it.
unfrozen = { $member } gives and gets tips again.
frozen-already = Their tips are stopped already.
not-frozen = Nobody has stopped their tips.
creator-frozen = They get no tips just now: an administrator has stopped that. Nothing was given.
audit = **The book: { $period }**
    { $lines }
audit-empty = Nothing of that kind is in the book: { $period }.
audit-line = - **{ $transfer }** · { $when } · { $kind ->
        [share] Share of a tip
        [issue] Given from the treasury
        [withdraw] Taken back
        [allowance] Allowance
        [purchase] Bought from Discord
        [payment] Paid with real money
        [fee] Fee of a provider
        [refund] Paid back
        [reversal] Undone
       *[tip] Tip
    } · { $amount } · { $who } → { $whom }{ $linked ->
        [undoes] {" "}(undoes { $link })
        [undone] {" "}(undone by { $link })
       *[no] {""}
    }{ $noted ->
        [yes] : “{ $note }”
       *[no] {""}
    }{ $ordered ->
        [yes] {" "}({ $by })
       *[no] {""}
    }
audit-hidden = somebody without a name
audit-forgotten = somebody who was forgotten
audit-book = { $purpose ->
        [treasury] the treasury
        [fees] a provider's fees
       *[jar] the jar of room { $room }
    }

page-rule-title = What a tip costs
page-rule = Nothing. A tip carries no commission: what leaves whoever gives it is what reaches whoever gets it.
page-rule-database = The database itself refuses a tip of which anything goes elsewhere; that rule is its constraint ck_tips_entry_no_commission.
page-rule-proof = Whoever runs Rostra proves the whole ledger with “rostra ledger verify”, which names every row that was changed, left out or added.
page-receipt-title = Receipt of a room
page-receipt = { $count ->
        [one] One transfer
       *[other] { $count } transfers
    } of tips belong to this room. The digest of their numbers and hashes is { $digest }.
page-receipt-anchor = The last of them, as an anchor of the ledger: { $anchor }.
page-receipt-proof = Keep it. With “rostra ledger verify --anchor” whoever runs Rostra can show you at any time that the ledger up to there is still the same. Nobody can tell from it who gave what.
