cog-name = Payments
cog-description = Real money for creators, all of which arrives

command-money = money
    .description = Real money, all of which arrives
command-money-tip = tip
    .description = Give somebody real money
    .member = member
    .member-description = Who gets it, all of it
    .amount = amount
    .amount-description = How much, in the currency of this community
    .note = note
    .note-description = A word to go with it
    .anonymous = anonymous
    .anonymous-description = They are not told here from whom it came; their provider may tell them
command-money-payments = payments
    .description = See what you gave and got in real money, and what the provider kept
command-money-connect = connect
    .description = Take real money from members, on an account of your own
command-money-disconnect = disconnect
    .description = Take no more real money here
command-money-reconcile = reconcile
    .description = Compare with the payment provider, and see what differs

checkout-title = A tip
test-mode = This is a test: no money moves.
offer = You give { $creator } { $amount }{ $anonymous ->
        [yes] {" "}without your name here
       *[no] {""}
    }, and Rostra takes nothing of it. The payment provider keeps about { $fee } of what reaches them, by an estimate. The link can be used once and ends { $until }.
pay-button = Pay
end-button = Do not pay
link-ended = That link is ended. Nothing was paid.
paid-answer = You gave { $creator } { $amount }. All of it is theirs; `/money payments` says what the payment provider kept of it.
paid-told = { $anonymous ->
        [yes] Somebody
       *[no] { $tipper }
    } gave { $creator } **{ $amount }**{ $noted ->
        [yes] : “{ $note }”
       *[no] .
    }

connecting = You take money on an account of your own at the payment provider, who asks you who you are. Rostra takes nothing; the provider keeps a fee of each payment, about { $fee } by an estimate. As soon as the provider lets you, members can give you money with `/money tip`. Use this command again if the link has run out.
connect-button = Go to the provider
connected = You take money here: members give it with `/money tip`. `/money disconnect` ends that.
disconnected = You take no more money here. Your account at the provider stays yours, with all that is on it. A link that was given out already can be used until it ends.

payments-list = { $lines }
older-button = Older
payments-none = You gave and got no real money here.
payment-line = - { $when }: { $amount } { $gave ->
        [yes] to
       *[no] from
    } { $person }{ $state ->
        [open] , not paid yet
        [ended] , not paid: the link is ended
        [failed] , not paid: there was no link
        [trouble] , paid but not in the ledger yet: ask an administrator
        [returned] , of which { $returned } went back
        [returned-all] , all of which went back
       *[paid] {""}
    }{ $charged ->
        [yes] {" "}(the provider kept { $fee })
       *[no] {""}
    }

differences = { $count ->
        [0] The ledger and the provider say the same.
        [one] One payment differs:
       *[other] { $count } payments differ:
    }
    { $lines }
difference = - { $when }: { $amount } from { $tipper } to { $creator }: { $kind ->
        [paid-unheard] paid at the provider, and not booked
        [ended-unheard] ended at the provider, and open here
        [returned-unheard] something went back, or came again, that is not booked
        [fee-missing] a fee is not booked
        [commission] a commission was taken at the provider, which is never right
        [unknown-there] the provider does not know it
        [refused] paid, and the ledger refused it ({ $trouble })
       *[in-trouble] paid, and not booked ({ $trouble })
    } (`{ $reference }`)
mend-button = Book what the provider says
mended = { $settled ->
        [0] Nothing was settled.
        [one] One payment is settled.
       *[other] { $settled } payments are settled.
    }{ $left ->
        [0] {""}
        [one] {" "}One is left:
       *[other] {" "}{ $left } are left:
    }
    { $lines }

page-paid = Thank you
    .text = { $amount } is paid, and all of it is theirs. You can close this page.
page-waiting = One moment
    .text = The payment of { $amount } is being confirmed. This page changes by itself; you may also close it, nothing is lost.
page-trouble = Paid, and not booked yet
    .text = { $amount } was paid, and something about it does not fit. It is on the list of the community's administrators: ask them.
page-left = Nothing was paid
    .text = You came back without paying { $amount }. The link in Discord can still be used until it ends.
page-ended = Nothing was paid
    .text = This link is ended. For another one, use /money tip in Discord.
page-connected = Back to Discord
    .text = That is all here. /money connect in Discord says whether you can take money already.
page-again = This link was used up
    .text = Use /money connect in Discord for a new one.

mode-off = Real money is off: whoever runs this bot has set up no payment provider. What is chosen here holds once there is one.
mode-test = Real money is in test mode: no money moves.
mode-live = Real money is on. It goes to each creator's own account, and Rostra takes nothing.
setting-currency = Currency
    .description = In which members give real money: a code such as EUR, USD or JPY
setting-least = Least in one payment
    .description = In whole units of the currency
setting-most = Most in one payment
    .description = In whole units of the currency
setting-most-a-day = Most in a day
    .description = Of one member, in whole units of the currency
setting-link-minutes = How long a link lasts
    .description = In minutes
setting-fee-basis-points = Provider's share, for the estimate
    .description = In hundredths of a percent: 290 is 2.9 %. What the provider really keeps is booked afterwards
setting-fee-fixed-minor = Provider's fixed fee, for the estimate
    .description = In the smallest unit of the currency: 30 is 30 cents
setting-tell-channel = Tell the channel
    .description = Whether a payment is told of where it was asked for

unknown-currency = { $currency } is the code of no currency of today. Type one such as EUR, USD or JPY.
least-above-most = The least in one payment, { $least }, is above the most, { $most }.

records-kept = Your account at a payment provider, and every payment that you made or got, with what was written and what the provider kept.
records-left = The payments themselves, without names, words and accounts, so that the ledger can be proved. What you have at a provider is there, and yours.

provider-refused = The payment provider does not do that. Nothing was paid. Whoever runs this bot finds the reason in its log.
provider-away = The payment provider cannot be reached just now. Nothing was paid. Please try again in a moment.
below-minimum = That is less than the payment provider takes. { $least } is enough. Nothing was paid.
below-reckoning = That is less than the payment provider takes in this currency. Nothing was paid. Try a little more.
above-maximum = That is more than the payment provider takes at once. Nothing was paid.
not-in-steps = In { $currency } the payment provider takes only amounts that end in { $digits ->
        [1] a zero
       *[other] whole units
    }. Nothing was paid.
money-is-off = Real money is off: whoever runs this bot has set up no payment provider.
creator-not-connected = They take no real money here, or their provider does not let them yet. They can switch it on with `/money connect`.
pays-self = Tips are for others: you cannot give yourself money.
pays-bot = Bots have no bank. Give it to a person.
not-money = That is no amount in { $currency }. Type one such as { $example }.
too-little = The least that can be given here is { $least }.
too-much = The most that can be given at once here is { $most }.
too-much-today = One member may give { $most } in a day here; { $left } of it are left to you, counting links that you have open.
too-many-links = You have { $most } links open. Use one of them, or end one.
not-connected = You take no real money here.
no-such-payment = That link is not open any more, or is not yours. `/money payments` says what became of it.
not-for-you = Only those who may manage this server look after its payments.
