cog-name = Pourboires
cog-description = Des remerciements en points, qui arrivent en entier

command-tip = pourboire
    .description = Donner des points à quelqu'un
    .member = membre
    .member-description = Qui le reçoit, en entier
    .amount = montant
    .amount-description = Combien de points
    .note = mot
    .note-description = Un mot pour l'accompagner
command-wallet = portefeuille
    .description = Voir ce que vous avez, ce que vous avez donné et reçu

tip-given = Vous avez donné { $amount ->
        [one] { $amount } point
       *[other] { $amount } points
    } à { $creator }, et tout est arrivé. Il vous reste { $balance }.
tip-again = Vous avez donné { $amount ->
        [one] { $amount } point
       *[other] { $amount } points
    } à { $creator } il y a moins d'une minute. Donner la même chose encore{ $noted ->
        [yes] , sans le mot
       *[no] {""}
    } ?
tip-again-button = Oui, encore
wallet =
    Vous avez **{ $balance }** { $balance ->
        [one] point
       *[other] points
    }.
    { $movements }
movement-welcome = - { $when } : { $amount } pour commencer
movement-got = - { $when } : { $amount } de { $person }{ $noted ->
        [yes] {" "}: « { $note } »
       *[no] {""}
    }
movement-gave = - { $when } : { $amount } à { $person }{ $noted ->
        [yes] {" "}: « { $note } »
       *[no] {""}
    }

tip-refused = Ce pourboire ne peut pas être donné.
tip-to-self = Les pourboires sont pour les autres : vous ne pouvez pas vous en donner.
tip-to-bot = Les bots n'ont pas de portefeuille. Donnez à une personne.
not-an-amount = Ce n'est pas un montant. Tapez un nombre entier, par exemple 5.
amount-not-positive = Un pourboire donne quelque chose : tapez un nombre au-dessus de zéro.
amount-too-large = C'est plus que ce qu'un pourboire peut porter, soit { $most }.
over-balance = Vous avez { $balance }, ce qui est moins que { $amount }. Rien n'a été donné.
key-used-for-another-tip = Ce bouton a déjà servi à un autre pourboire. Utilisez `/pourboire` pour en donner un nouveau.
equal-tip-just-given = Vous avez donné le même pourboire il y a moins de { $seconds } secondes.
