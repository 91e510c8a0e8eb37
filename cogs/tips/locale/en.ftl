cog-name = Tips
cog-description = Thanks in points, all of which arrive

command-tip = tip
    .description = Give points to somebody
    .member = member
    .member-description = Who gets it, all of it
    .amount = amount
    .amount-description = How many points
    .note = note
    .note-description = A word to go with it
command-wallet = wallet
    .description = See what you have, what you gave and what you got

amount-in-points = { $amount ->
        [one] { $amount } point
       *[other] { $amount } points
    }
amount-in-currency = { $amount } { $currency }
tip-given = You gave { $creator } { $amount }, and all of it reached them. You have { $balance } left.
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
    }

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
account-frozen = An administrator has frozen that account: nothing leaves it. Ask them.
no-such-transfer = There is no transfer { $transfer } here.
not-to-be-reversed = Transfer { $transfer } takes another one back itself. Make a new one instead.
