cog-name = Paiements
cog-description = De l'argent réel pour les créateurs, qui arrive en entier

command-money = argent
    .description = De l'argent réel, qui arrive en entier
command-money-tip = pourboire
    .description = Donner de l'argent réel à quelqu'un
    .member = membre
    .member-description = Qui le reçoit, en entier
    .amount = montant
    .amount-description = Combien, dans la devise de cette communauté
    .note = mot
    .note-description = Un mot qui l'accompagne
    .anonymous = anonyme
    .anonymous-description = On ne lui dit pas ici de qui il vient ; son prestataire le peut
command-money-payments = paiements
    .description = Voir ce que vous avez donné et reçu en argent réel, et ce que le prestataire a gardé
command-money-connect = connecter
    .description = Recevoir de l'argent réel des membres, sur un compte à vous
command-money-disconnect = déconnecter
    .description = Ne plus recevoir d'argent réel ici
command-money-reconcile = rapprocher
    .description = Comparer avec le prestataire de paiement, et voir ce qui diffère

checkout-title = Un pourboire
test-mode = C'est un essai : aucun argent ne bouge.
offer = Vous donnez { $amount } à { $creator }{ $anonymous ->
        [yes] {" "}sans votre nom ici
       *[no] {""}
    }, et Rostra n'en prend rien. Le prestataire de paiement garde environ { $fee } de ce qui lui arrive, selon une estimation. Le lien sert une fois et finit { $until }.
pay-button = Payer
end-button = Ne pas payer
link-ended = Ce lien est fini. Rien n'a été payé.
paid-answer = Vous avez donné { $amount } à { $creator }. Tout est à lui ou à elle ; `/argent paiements` dit ce que le prestataire de paiement en a gardé.
paid-told = { $anonymous ->
        [yes] Quelqu'un
       *[no] { $tipper }
    } a donné **{ $amount }** à { $creator }{ $noted ->
        [yes] {" "}: « { $note } »
       *[no] .
    }

connecting = Vous recevez l'argent sur un compte à vous chez le prestataire de paiement, qui vous demande qui vous êtes. Rostra ne prend rien ; le prestataire garde des frais sur chaque paiement, environ { $fee } selon une estimation. Dès que le prestataire vous le permet, les membres peuvent vous donner de l'argent avec `/argent pourboire`. Reprenez cette commande si le lien a expiré.
connect-button = Aller chez le prestataire
connected = Vous recevez de l'argent ici : les membres le donnent avec `/argent pourboire`. `/argent déconnecter` y met fin.
disconnected = Vous ne recevez plus d'argent ici. Votre compte chez le prestataire reste à vous, avec tout ce qui s'y trouve. Un lien déjà donné peut servir jusqu'à sa fin.

payments-list = { $lines }
older-button = Plus anciens
payments-none = Vous n'avez ni donné ni reçu d'argent réel ici.
payment-line = - { $when } : { $amount } { $gave ->
        [yes] à
       *[no] de
    } { $person }{ $state ->
        [open] , pas encore payé
        [ended] , pas payé : le lien est fini
        [failed] , pas payé : il n'y a pas eu de lien
        [trouble] , payé mais pas encore au registre : demandez à un administrateur
        [returned] , dont { $returned } sont repartis
        [returned-all] , reparti en entier
       *[paid] {""}
    }{ $charged ->
        [yes] {" "}(le prestataire a gardé { $fee })
       *[no] {""}
    }

differences = { $count ->
        [0] Le registre et le prestataire disent la même chose.
        [1] Un paiement diffère :
       *[other] { $count } paiements diffèrent :
    }
    { $lines }
difference = - { $when } : { $amount } de { $tipper } à { $creator } : { $kind ->
        [paid-unheard] payé chez le prestataire, et pas inscrit
        [ended-unheard] fini chez le prestataire, et ouvert ici
        [returned-unheard] quelque chose est reparti, ou revenu, qui n'est pas inscrit
        [fee-missing] des frais ne sont pas inscrits
        [commission] une commission a été prise chez le prestataire, ce qui n'est jamais juste
        [unknown-there] le prestataire ne le connaît pas
        [refused] payé, et le registre l'a refusé ({ $trouble })
       *[in-trouble] payé, et pas inscrit ({ $trouble })
    } (`{ $reference }`)
mend-button = Inscrire ce que dit le prestataire
mended = { $settled ->
        [0] Rien n'a été réglé.
        [1] Un paiement est réglé.
       *[other] { $settled } paiements sont réglés.
    }{ $left ->
        [0] {""}
        [1] {" "}Il en reste un :
       *[other] {" "}Il en reste { $left } :
    }
    { $lines }

page-paid = Merci
    .text = { $amount } sont payés, et tout est à la personne. Vous pouvez fermer cette page.
page-waiting = Un instant
    .text = Le paiement de { $amount } est en cours de confirmation. Cette page change d'elle-même ; vous pouvez aussi la fermer, rien ne se perd.
page-trouble = Payé, et pas encore inscrit
    .text = { $amount } ont été payés, et quelque chose ne convient pas. C'est sur la liste des administrateurs de la communauté : demandez-leur.
page-left = Rien n'a été payé
    .text = Vous revenez sans avoir payé { $amount }. Le lien dans Discord peut encore servir jusqu'à sa fin.
page-ended = Rien n'a été payé
    .text = Ce lien est fini. Pour un autre, utilisez /argent pourboire dans Discord.
page-connected = Retour à Discord
    .text = C'est tout ici. /argent connecter dans Discord dit si vous pouvez déjà recevoir de l'argent.
page-again = Ce lien a déjà servi
    .text = Utilisez /argent connecter dans Discord pour un nouveau.

mode-off = L'argent réel est coupé : qui fait tourner ce bot n'a pas de prestataire de paiement. Ce qui est choisi ici vaut dès qu'il y en a un.
mode-test = L'argent réel est à l'essai : aucun argent ne bouge.
mode-live = L'argent réel est ouvert. Il va sur le compte de chaque créateur, et Rostra n'en prend rien.
setting-currency = Devise
    .description = Dans laquelle les membres donnent de l'argent réel : un code comme EUR, USD ou JPY
setting-least = Le moins par paiement
    .description = En unités entières de la devise
setting-most = Le plus par paiement
    .description = En unités entières de la devise
setting-most-a-day = Le plus par jour
    .description = D'un membre, en unités entières de la devise
setting-link-minutes = Durée d'un lien
    .description = En minutes
setting-fee-basis-points = Part du prestataire, pour l'estimation
    .description = En centièmes de pour cent : 290 est 2,9 %. Ce que le prestataire garde vraiment est inscrit après
setting-fee-fixed-minor = Frais fixes du prestataire, pour l'estimation
    .description = Dans la plus petite unité de la devise : 30 est 30 centimes
setting-tell-channel = Le dire dans le salon
    .description = Si un paiement est annoncé là où il a été demandé

unknown-currency = { $currency } n'est le code d'aucune devise d'aujourd'hui. Tapez-en un comme EUR, USD ou JPY.
least-above-most = Le moins par paiement, { $least }, est au-dessus du plus, { $most }.

records-kept = Votre compte chez un prestataire de paiement, et chaque paiement que vous avez fait ou reçu, avec ce qui a été écrit et ce que le prestataire a gardé.
records-left = Les paiements eux-mêmes, sans noms, sans mots et sans comptes, pour que le registre puisse être prouvé. Ce que vous avez chez un prestataire y est, et reste à vous.

provider-refused = Le prestataire de paiement ne fait pas cela. Rien n'a été payé. Qui fait tourner ce bot trouve la raison dans son journal.
provider-away = Le prestataire de paiement ne répond pas en ce moment. Rien n'a été payé. Réessayez dans un instant.
below-minimum = C'est moins que ce que le prestataire de paiement accepte. { $least } suffit. Rien n'a été payé.
below-reckoning = C'est moins que ce que le prestataire de paiement accepte dans cette devise. Rien n'a été payé. Essayez un peu plus.
above-maximum = C'est plus que ce que le prestataire de paiement accepte en une fois. Rien n'a été payé.
not-in-steps = En { $currency } le prestataire de paiement n'accepte que des montants qui finissent par { $digits ->
        [1] un zéro
       *[other] des unités entières
    }. Rien n'a été payé.
money-is-off = L'argent réel est coupé : qui fait tourner ce bot n'a pas de prestataire de paiement.
creator-not-connected = Cette personne ne reçoit pas d'argent réel ici, ou son prestataire ne le lui permet pas encore. Elle peut l'activer avec `/argent connecter`.
pays-self = Les pourboires sont pour les autres : vous ne pouvez pas vous donner de l'argent.
pays-bot = Les bots n'ont pas de banque. Donnez-le à une personne.
not-money = Ce n'est pas un montant en { $currency }. Tapez-en un comme { $example }.
too-little = Le moins que l'on peut donner ici est { $least }.
too-much = Le plus que l'on peut donner en une fois ici est { $most }.
too-much-today = Un membre peut donner { $most } par jour ici ; il vous en reste { $left }, en comptant vos liens ouverts.
too-many-links = Vous avez { $most } liens ouverts. Utilisez-en un, ou mettez fin à un autre.
not-connected = Vous ne recevez pas d'argent réel ici.
no-such-payment = Ce lien n'est plus ouvert, ou n'est pas à vous. `/argent paiements` dit ce qu'il est devenu.
not-for-you = Seuls ceux qui peuvent gérer ce serveur s'occupent de ses paiements.
