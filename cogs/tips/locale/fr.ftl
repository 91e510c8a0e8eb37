cog-name = Pourboires
cog-description = Des remerciements en points, qui arrivent en entier

command-tip = pourboire
    .description = Donner des points à quelqu'un
    .member = membre
    .member-description = Qui le reçoit, en entier
    .amount = montant
    .amount-description = Combien
    .note = mot
    .note-description = Un mot pour l'accompagner
    .anonymous = anonyme
    .anonymous-description = La personne n'apprend pas de qui cela vient
    .currency = monnaie
    .currency-description = Une autre que les points, si l'on donne dans celle-ci
command-wallet = portefeuille
    .description = Voir ce que vous avez, ce que vous avez donné et reçu
    .redeem = changer
    .redeem-description = Changer ici en points ce que vous avez acheté à Discord

amount-in-points = { $amount ->
        [one] { $amount } point
       *[other] { $amount } points
    }
amount-in-currency = { $amount } { $currency }
tip-given = Vous avez donné { $amount } à { $creator }{ $anonymous ->
        [yes] {" "}sans votre nom
       *[no] {""}
    }, et tout est arrivé. Il vous reste { $balance }.
tip-again = Vous avez donné { $amount } à { $creator } il y a moins { $seconds ->
        [60] d'une minute
       *[other] de { $seconds } secondes
    }. Donner la même chose encore{ $noted ->
        [yes] , sans le mot
       *[no] {""}
    } ?
tip-again-button = Oui, encore
wallet =
    Vous avez **{ $balance }**.
    { $movements }
movement-welcome = - { $when } : { $amount } pour commencer
movement-got = - { $when } : { $amount } de { $person }{ $noted ->
        [yes] {" "}: « { $note } »
       *[no] {""}
    }
movement-gave = - { $when } : { $amount } à { $person }{ $noted ->
        [yes] {" "}: « { $note } »
       *[no] {""}
    }{ $thanked ->
        [yes] , qui vous remercie
        [worded] , qui vous remercie : « { $thanks } »
       *[no] {""}
    }
movement-gave-to-jar = - { $when } : { $amount } dans la cagnotte d'un salon{ $noted ->
        [yes] {" "}: « { $note } »
       *[no] {""}
    }
movement-got-of-jar = - { $when } : { $amount } de la cagnotte d'un salon

setting-currency = Le nom des points
    .description = Par exemple étoiles ou pièces ; « points », dans la langue de chacun, si vous laissez vide
setting-welcome-points = Pour commencer
    .description = Ce que chacun reçoit avec son premier compte ; qui en a un garde ce qu'il a
setting-most-in-one-tip = Le plus en un pourboire
    .description = Un pourboire plus grand est refusé
setting-equal-tip-seconds = Demander avant de redonner
    .description = Pendant tant de secondes, le même pourboire à la même personne est redemandé ; avec 0, jamais

records-kept = Ce que vous avez, et chaque pourboire que vous avez donné ou reçu, avec le mot écrit.
records-left = Les pourboires eux-mêmes, sans noms ni mots, pour que le registre puisse être prouvé. Ce que vous aviez est perdu. Une empreinte de vous reste, pour que personne ne reçoive deux fois les points de départ.

tip-refused = Ce pourboire ne peut pas être donné.
tip-to-self = Les pourboires sont pour les autres : vous ne pouvez pas vous en donner.
tip-to-bot = Les bots n'ont pas de portefeuille. Donnez à une personne.
not-an-amount = Ce n'est pas un montant. Tapez un nombre entier, par exemple 5.
amount-not-positive = Un pourboire donne quelque chose : tapez un nombre au-dessus de zéro.
amount-too-large = C'est plus que ce qu'un pourboire peut porter, soit { $most }.
over-balance = Vous avez { $balance }, ce qui est moins que { $amount }. Rien n'a été donné.
key-used-for-another-tip = Ce bouton a déjà servi à un autre pourboire. Utilisez `/pourboire` pour en donner un nouveau.
equal-tip-just-given = Vous avez donné le même pourboire il y a moins de { $seconds } secondes.
unknown-currency = { $currency } n'est pas une monnaie que je connais.
account-frozen = Un administrateur a arrêté vos pourboires. Rien n'a été donné ; demandez pourquoi à ceux qui gèrent ce serveur. `/vie-privée voir` donne leur raison.
no-such-transfer = Il n'y a pas ici de virement { $transfer }.
not-to-be-reversed = Le virement { $transfer } en annule déjà un autre. Faites-en plutôt un nouveau.
moved-outside = Le virement { $transfer } a été fait par un prestataire de paiement. Qui l'a reçu le rend chez lui, et le registre suit.

command-treasury = trésor
    .description = Les points de la communauté elle-même
command-treasury-issue = verser
    .description = Donner à quelqu'un des points du trésor
    .member = membre
    .member-description = Qui les reçoit
    .amount = montant
    .amount-description = Combien de points
    .reason = raison
    .reason-description = Pourquoi ; c'est inscrit dans le livre
    .currency = monnaie
    .currency-description = Une autre que les points, si elle a cours ici
command-treasury-withdraw = retirer
    .description = Reprendre des points à quelqu'un
    .member = membre
    .member-description = À qui ils sont
    .amount = montant
    .amount-description = Combien de points
    .reason = raison
    .reason-description = Pourquoi ; c'est inscrit dans le livre
    .currency = monnaie
    .currency-description = Une autre que les points, si elle a cours ici
command-treasury-budget = budget
    .description = Voir ce que tout le monde détient et ce qui a été donné ce mois-ci
    .currency = monnaie
    .currency-description = Une autre que les points, si elle a cours ici
command-treasury-reverse = annuler
    .description = Annuler un virement par un autre
    .transfer = virement
    .transfer-description = Son numéro, tel qu'il figure dans la réponse qui l'a donné
    .reason = raison
    .reason-description = Pourquoi ; c'est inscrit dans le livre

issued = { $member } a reçu { $amount } et en a maintenant { $balance }. C'est le virement { $transfer }.
withdrawn = { $member } a rendu { $amount } et en a maintenant { $balance }. C'est le virement { $transfer }.
reversed = Le virement { $transfer } est annulé par le virement { $back }.
budget =
    Tout le monde ensemble détient **{ $held }**. Ce mois-ci :
    - donné par des administrateurs : { $given }{ $limited ->
        [no] {""}
       *[yes] {" "}sur les { $most } qu'un mois permet
    }
    - repris par eux : { $taken }
    - donné pour commencer : { $welcomed }
    - donné comme allocation : { $allowed }
issue-title = Donner autant ?
withdraw-title = Reprendre autant ?
amount-again = Le montant, encore une fois
amount-again-hint = Tapez { $amount } si c'est bien cela
reason-label = Raison
movement-issued = - { $when } : { $amount } de la communauté : « { $note } »
movement-paid-in = - { $when } : { $amount } payés à un prestataire de paiement
movement-paid-out = - { $when } : { $amount } sont sur votre compte chez le prestataire de paiement
movement-taken = - { $when } : { $amount } repris par la communauté{ $noted ->
        [yes] {" "}: « { $note } »
       *[no] {""}
    }
movement-allowance = - { $when } : { $amount } comme allocation
movement-came-back = - { $when } : { $amount } vous sont revenus{ $noted ->
        [yes] {" "}: « { $note } »
       *[no] {""}
    }
movement-went-back = - { $when } : { $amount } sont repartis{ $noted ->
        [yes] {" "}: « { $note } »
       *[no] {""}
    }
setting-confirm-above = Redemander au-dessus de
    .description = Les administrateurs tapent deux fois un montant plus grand avant qu'il soit donné ou repris
setting-most-given-a-month = Le plus en un mois
    .description = Par tous les administrateurs ensemble ; avec 0 il n'y a pas de limite
setting-allowance = Allocation
    .description = Des points que reçoivent régulièrement tous ceux qui ont un compte ; avec 0 personne
setting-allowance-days = Jours entre deux allocations
    .description = La première vient autant de jours après l'activation

not-a-treasurer = Seuls ceux qui peuvent gérer ce serveur ont affaire à son trésor.
member-has-less = Cette personne a { $balance }, ce qui est moins que { $amount }. Rien n'a bougé.
over-budget = C'est plus que ce que ce mois permet : il reste { $left } sur { $most }. Rien n'a été donné.
not-the-same-amount = Ce n'est pas { $amount }. Rien n'a bougé ; reprenez la commande si c'est bien cela.
redeemed = { $count ->
        [one] Votre achat est maintenant changé en points.
       *[other] Vos { $count } achats sont maintenant changés en points.
    } Vous avez **{ $balance }**.
nothing-to-redeem = Vous n'avez aucun achat qu'il reste à changer en points.
redeem-button = Changer vos achats en points
movement-bought = - { $when } : { $amount } pour votre achat
redeemed-elsewhere = Cet achat a déjà été changé en points dans une autre communauté.

command-tips = pourboires
    .description = Ce qui a été donné dans cette communauté
command-tips-leaderboard = classement
    .description = Voir qui a reçu le plus de pourboires
    .days = jours
    .days-description = Sur combien de jours, aujourd'hui compris ; depuis toujours si vous n'en dites rien
    .currency = monnaie
    .currency-description = Une autre que les points, si elle a cours ici
leaderboard = { $days ->
        [0] **Qui a reçu le plus depuis toujours**
        [1] **Qui a reçu le plus aujourd'hui**
       *[other] **Qui a reçu le plus en { $days } jours**
    }
    { $lines }
leaderboard-empty = Personne n'a reçu de pourboire { $days ->
        [0] jusqu'ici
        [1] aujourd'hui
       *[other] en { $days } jours
    }. `/pourboire` remercie quelqu'un.
rank = { $place }. { $person } : { $amount }
older-button = Plus anciens
movement-got-anonymously = - { $when } : { $amount } de quelqu'un qui n'a pas donné son nom{ $noted ->
        [yes] {" "}: « { $note } »
       *[no] {""}
    }
command-tips-export = exporter
    .description = Recevoir dans un fichier tout ce que vous avez donné et reçu
    .form = forme
    .form-description = csv pour un tableur, jsonl pour un programme, hledger pour un comptable
    .form-choice-csv = CSV, pour un tableur
    .form-choice-jsonl = JSON lines, pour un programme
    .form-choice-hledger = hledger, pour un comptable
    .form-choice-pdf = PDF, sur papier
    .year = année
    .year-description = De cette année seulement ; de toutes si vous n'en dites rien
exported = { $count ->
        [one] Un mouvement est dans le fichier.
       *[other] { $count } mouvements sont dans le fichier.
    }{ $cut ->
        [yes] {" "}Il y en a d'autres : demandez une année à la fois.
       *[no] {""}
    }
nothing-to-export = Vous n'avez rien donné ni reçu à ce moment-là.

menu-tip = Pourboire
offer = Donner un pourboire à { $creator }{ $veil ->
        [yes] {" "}sans votre nom
       *[no] {""}
    }. Tout lui arrive.
offer-other = Un autre montant, ou un mot
offer-without-name = Sans mon nom
offer-with-name = Avec mon nom
amount-title = Donner un pourboire
amount-label = Combien
note-label = Un mot pour l'accompagner
amount-of-money = { $amount }
command-tips-receive = recevoir
    .description = Accepter des pourboires ici, ou n'en accepter aucun
    .on = oui
    .on-description = Si l'on peut vous donner un pourboire dans cette communauté
receives-tips = Vous acceptez ici les pourboires : qui veut vous remercier le peut.
receives-no-tips = Vous n'acceptez ici aucun pourboire. Ce que vous avez reste à vous ; `/pourboires recevoir oui:True` les accepte de nouveau.

setting-currencies = Autres monnaies
    .description = Des codes comme EUR, USD dans lesquels on donne en plus des points ; aucune si vous laissez vide
setting-presets = Montants proposés
    .description = Jusqu'à quatre montants de points, par exemple 10, 50, 100
setting-money-presets = Montants d'argent proposés
    .description = Jusqu'à quatre montants en euros, dollars, etc. entiers, par exemple 1, 5, 10
setting-most-a-day = Le plus en un jour
    .description = Une personne ne donne pas plus en un jour (UTC) ; avec 0 il n'y a pas de limite
setting-most-to-one-a-day = Le plus à une personne en un jour
    .description = Une personne ne donne pas plus à une autre en un jour (UTC) ; avec 0 il n'y a pas de limite
setting-creators-opt-in = Il faut d'abord dire oui
    .description = Seuls ceux qui l'ont dit avec /pourboires recevoir reçoivent des pourboires
setting-met-in-days = Rencontre en tant de jours
    .description = Seul qui était dans un salon avec quelqu'un en tant de jours peut lui donner ; avec 0 tout le monde peut
presets-not-amounts = tapez des nombres entiers au-dessus de zéro séparés par des virgules, par exemple 10, 50, 100.
presets-too-many = on propose au plus { $most } montants.
currencies-unknown = { $code } n'est pas une monnaie. Tapez des codes comme EUR ou USD.
currencies-too-many = au plus { $most } monnaies vont avec les points.

over-day = Dans cette communauté, une personne donne au plus { $most } en un jour. Il vous reste { $left } jusqu'au { $again } ; ne donnez pas plus, ou attendez jusque-là. Rien n'a été donné.
over-one = Dans cette communauté, une personne donne à une autre au plus { $most } en un jour. Pour { $creator }, il vous reste { $left } jusqu'au { $again } ; ne donnez pas plus, ou attendez jusque-là. Rien n'a été donné.
takes-no-tips = { $creator } n'accepte pas de pourboires ici. Cela se change avec `/pourboires recevoir`. Rien n'a été donné.
has-not-opted-in = Dans cette communauté, il faut d'abord dire que l'on accepte des pourboires, et { $creator } ne l'a pas dit. Cela se fait avec `/pourboires recevoir`. Rien n'a été donné.
never-met = Dans cette communauté, vous pouvez donner à qui était dans un salon avec vous { $days ->
        [one] au cours du dernier jour
       *[other] au cours des { $days } derniers jours
    }, et ce n'est pas le cas de { $creator }. Venez dans un salon où se trouve cette personne, et vous pourrez. Rien n'a été donné.
not-an-amount-of-money = Ce n'est pas un montant. Tapez-en un comme { $example }.
currency-not-here = { $currency } n'a pas cours ici. On donne en { $accepted }.

points = points
command-tips-statement = releve
    .description = Voir ce que vous avez donné et reçu, quand et où
    .period = periode
    .period-description = Un mois comme 2026-03, une année, ou all pour tout ; sinon cette année
    .club = club
    .club-description = Seulement ce qui a été donné dans un club
    .room = salon
    .room-description = Seulement ce qui a été donné dans un salon
    .member = membre
    .member-description = Seulement ce qui est passé entre vous et quelqu'un
    .by = par
    .by-description = Totaux par mois, club, salon ou personne, au lieu de chaque ligne
    .by-choice-month = Mois
    .by-choice-club = Club
    .by-choice-room = Salon
    .by-choice-person = Personne
command-tips-chart = graphique
    .description = Voir ce que vous avez donné et reçu, en image
    .by = par
    .by-description = Mois par mois, ou club par club
    .by-choice-month = Mois
    .by-choice-club = Club
    .period = periode
    .period-description = Un mois comme 2026-03, une année, ou all pour tout ; sinon cette année
    .club = club
    .club-description = Seulement ce qui a été donné dans un club
statement = **Votre relevé : { $period }**{ $about ->
        [some] {" "}{ $club } { $room } { $person }
       *[all] {""}
    }
    { $sums }
    { $lines }
statement-empty = Rien n'a bougé chez vous : { $period }{ $about ->
        [some] , { $club } { $room } { $person }
       *[all] {""}
    }.
statement-sums = Avant **{ $opening }**, entré { $got }, sorti { $gave }, après **{ $closing }**.
statement-part = Entré { $got }, sorti { $gave }.
statement-line = - { $when } { $way ->
        [in] +
       *[out] −
    }{ $amount } · { $what } · { $transfer }
statement-what = { $what ->
        [welcome] Pour commencer
        [issued] De la communauté
        [withdraw] Repris par la communauté
        [allowance] Allocation
        [purchase] Ce que vous avez acheté à Discord
        [payment] Payé en argent réel
        [fee] Frais du prestataire de paiement
        [refund] Remboursé
        [came-back] Revenu
        [went-back] Reparti
        [got-hidden] De quelqu'un qui n'a pas donné de nom
        [got-gone] De quelqu'un qui a été oublié, ou d'une cagnotte
        [gave-gone] À quelqu'un qui a été oublié, ou à une cagnotte
        [got] De { $people ->
            [one] { $person }
           *[other] plusieurs personnes
        }
       *[gave] À { $people ->
            [one] { $person }
           *[other] plusieurs personnes
        }
    }{ $linked ->
        [undoes] {" "}(annule { $link })
        [undone] {" "}(annulé par { $link })
       *[no] {""}
    }{ $noted ->
        [yes] {" "}: « { $note } »
       *[no] {""}
    }
summary = **Votre relevé : { $period }**{ $about ->
        [some] {" "}{ $club } { $room } { $person }
       *[all] {""}
    }{ $sums }
    { $lines }{ $left ->
        [0] {""}
        [one] {" "}… et un autre
       *[other] {" "}… et { $left } autres
    }
summary-line = - { $name } : entré { $got }, sorti { $gave }
summary-no-club = Hors des clubs
summary-no-room = Hors des salons
period-all = depuis toujours
not-a-period = Ce n'est pas une période. Écrivez un mois comme 2026-03, une année comme 2026, ou all pour tout.
no-such-room = Je ne connais pas ce salon. Choisissez-en un parmi ceux qui sont proposés.
paper-title = Relevé des pourboires
paper-written = Établi le { $moment }
paper-opening = Solde avant
paper-in = Entré
paper-out = Sorti
paper-closing = Solde après
paper-date = Date (UTC)
paper-number = N°
paper-what = De quoi il s'agit
paper-amount = Montant
paper-balance = Solde
paper-no-commission = Un pourboire ne porte aucune commission : ce qui quitte la personne qui donne est ce qui arrive à celle qui reçoit.
paper-anchor = Le registre à ce moment : { $anchor }. La personne qui l'héberge peut prouver par là que rien n'a été changé depuis.
paper-page = Page { $number }
chart-title = Ce que vous avez donné et reçu : { $period }
chart-head = **Ce que vous avez donné et reçu : { $period }**
chart-got = entré
chart-gave = sorti
chart-told = Entré : { $got }. Sorti : { $gave }.

# --- Ce qui est donné à plusieurs, à un salon, pour un objectif, et les remerciements ---

command-tips-split = partager
    .description = Partager un montant entre tous ceux qui sont sur scène
    .amount = montant
    .amount-description = Combien en tout ; chacun reçoit autant, et le reste va aux premiers montés
    .note = mot
    .note-description = Un mot pour l'accompagner
    .anonymous = anonyme
    .anonymous-description = Ils n'apprennent pas de qui cela vient
    .currency = monnaie
    .currency-description = Une autre que les points, si l'on donne dans celle-ci
command-tips-jar = cagnotte
    .description = Donner au salon, ou voir sa cagnotte et qui la recevrait
    .amount = montant
    .amount-description = Combien ; ne dites rien pour regarder
    .note = mot
    .note-description = Un mot pour l'accompagner
    .anonymous = anonyme
    .anonymous-description = Personne n'apprend de qui cela vient
    .currency = monnaie
    .currency-description = Une autre que les points, si l'on donne dans celle-ci
command-tips-thanks = remercier
    .description = Remercier ici, devant tous, ceux qui vous ont donné un pourboire
    .text = texte
    .text-description = Un mot pour l'accompagner
command-tips-goal = objectif
    .description = Ce que vous espérez recevoir en pourboires
command-tips-goal-set = fixer
    .description = Dire ici ce que vous espérez recevoir, avec une barre qui grandit
    .title = titre
    .title-description = Pour quoi
    .amount = montant
    .amount-description = Combien
    .currency = monnaie
    .currency-description = Une autre que les points, si l'on donne dans celle-ci
command-tips-goal-show = voir
    .description = Voir où en est votre objectif, ou celui de quelqu'un
    .member = membre
    .member-description = De qui ; le vôtre si vous n'en dites rien
command-tips-goal-end = finir
    .description = Finir votre objectif avec ce qui est réuni ; chaque pourboire reste à vous
command-tips-goal-cancel = abandonner
    .description = Abandonner votre objectif ; chaque pourboire reste à vous

whom-speakers = ceux qui sont sur scène
whom-jar = la cagnotte de ce salon
so-many-people = { $count ->
        [one] une personne
       *[other] { $count } personnes
    }
more-people = - { $count ->
        [one] et une autre
       *[other] et { $count } autres
    }
share-line = - { $person } : { $amount }
one-sum = { $amount }
split-given = Vous avez donné { $amount }{ $anonymous ->
        [yes] {" "}sans votre nom
       *[no] {""}
    } à ceux qui sont sur scène, et tout est arrivé. Il vous reste { $balance }.
    { $lines }
jar-given = Vous avez mis { $amount }{ $anonymous ->
        [yes] {" "}sans votre nom
       *[no] {""}
    } dans la cagnotte de ce salon. Quand le salon se terminera, tout sera partagé entre ceux qui ont parlé. Il vous reste { $balance }.
offer-split = Donner un montant à tous ceux qui sont sur scène{ $veil ->
        [yes] {" "}sans votre nom
       *[no] {""}
    } : { $people }. Chacun reçoit autant ; ce qui reste va, une unité à chacun, aux premiers montés.
offer-jar = Mettre un montant dans la cagnotte de ce salon{ $veil ->
        [yes] {" "}sans votre nom
       *[no] {""}
    }. Quand le salon se terminera, tout sera partagé entre ceux qui ont parlé ; s'il n'y a personne, il vous sera rendu.
offer-points = Points

card-tip = Pourboire
card-tip-one = Pour { $name }
card-jar = Cagnotte
card-jar-line = **Dans la cagnotte :** { $held }
report-tips-row = Pourboires
report-tips = **Pourboires :** { $count ->
        [0] tout ce qui a été donné ici a été repris
        [one] { $sums }, en une fois
       *[other] { $sums }, en { $count } fois
    }.
report-tips-anchor = -# Ancre du registre pour ces pourboires : `{ $anchor }`{ $paged ->
        [yes] {" "}· [le reçu que tout le monde peut voir](<{ $page }>)
       *[no] {""}
    }
tip-whom = Qui voulez-vous remercier ?
nobody-to-tip = Personne d'autre n'est sur scène en ce moment. Vous pouvez donner au salon.
tip-all = Tous sur scène
choose-speaker = Une des personnes sur scène

jar-open = La cagnotte de ce salon contient **{ $held }**. { $rule ->
        [equal] À la fin du salon, tous ceux qui ont parlé reçoivent autant.
       *[floor] À la fin du salon, tous ceux qui ont parlé reçoivent une part, selon le temps où on les entendait.
    } { $count ->
        [0] S'il se terminait maintenant, il n'y aurait personne avec qui la partager, et chacun reprendrait son don.
       *[other] S'il se terminait maintenant :
    }
    { $lines }
jar-open-empty = La cagnotte de ce salon est vide. `/pourboires cagnotte` avec un montant donne au salon. { $rule ->
        [equal] À la fin du salon, tous ceux qui ont parlé reçoivent autant.
       *[floor] À la fin du salon, tous ceux qui ont parlé reçoivent une part, selon le temps où on les entendait.
    }
jar-planned = **La cagnotte de ce salon contient { $held }.** { $rule ->
        [equal] Tous ceux qui ont parlé reçoivent autant :
       *[floor] Tous ceux qui ont parlé reçoivent une part, selon le temps où on les entendait :
    }
    { $lines }
    { $minutes ->
        [0] Elle est en train d'être partagée.
        [one] Elle est partagée dans { $minutes } minute.
       *[other] Elle est partagée dans { $minutes } minutes.
    }
jar-to-return = **La cagnotte de ce salon contient { $held }.** Il n'y a personne avec qui la partager : chacun reprend ce qu'il a donné.
jar-shared = **La cagnotte de ce salon a été partagée : { $held }.**
    { $lines }
jar-returned = **La cagnotte de ce salon a été rendue.** Il n'y avait personne avec qui la partager.

goal =
    ## { $title }
    { $creator } espère { $amount } en pourboires.
    { $bar } { $percent } %
    { $got }{ $state ->
        [over] {" "}réunis. L'objectif est terminé.
        [cancelled] {" "}réunis. L'objectif a été abandonné.
       *[open] {" "}jusqu'ici. Chaque pourboire lui appartient aussitôt.
    }
goal-reached = **{ $title }** : { $creator } a atteint { $amount }. Merci à tous !
goal-set = Votre objectif est affiché ici et grandit avec chaque pourboire. `/pourboires objectif finir` le finit, `/pourboires objectif abandonner` l'abandonne ; chaque pourboire reste à vous.
goal-ended = Votre objectif est terminé : { $got } réunis, et c'est à vous.
goal-cancelled = Votre objectif est abandonné. { $got } réunis, et cela reste à vous.

notice = **Les pourboires de ce salon**
    { $lines }
notice-line = - { $anonymous ->
        [yes] Quelqu'un a donné
       *[no] { $tipper } a donné
    } { $amount } à { $creator }
thank-button = Remercier pour les miens
thanks-line = - { $creator } remercie { $known ->
        [0] { $nameless ->
                [one] quelqu'un qui n'a pas donné son nom
               *[other] { $nameless } qui n'ont pas donné leur nom
            }
       *[other] { $people }{ $nameless ->
                [0] {""}
                [one] {" "}et quelqu'un qui n'a pas donné son nom
               *[other] {" "}et { $nameless } qui n'ont pas donné leur nom
            }
    }
thanks-said = { $line }{ $worded ->
        [yes] {" "}: « { $text } »
       *[no] {""}
    }
thanked = { $count ->
        [one] Vous avez remercié pour un pourboire. Qui l'a donné le lit dans son portefeuille.
       *[other] Vous avez remercié pour { $count } pourboires. Qui les a donnés le lit dans son portefeuille.
    }

nobody-on-stage = Personne d'autre sur scène n'accepte de pourboires. Réessayez quand quelqu'un sera monté, ou donnez au salon avec `/pourboires cagnotte`. Rien n'a été donné.
split-too-small = Il y a { $count } personnes sur scène : donnez au moins { $least }, pour que chacun reçoive quelque chose. Rien n'a été donné.
jar-is-closed = Le salon est terminé et sa cagnotte est fermée. Vous pouvez donner à ceux qui ont parlé avec `/pourboire`. Rien n'a été donné.
goal-is-open = Vous avez déjà un objectif. Finissez-le avec `/pourboires objectif finir`, ou abandonnez-le avec `/pourboires objectif abandonner` ; fixez-en ensuite un autre.
no-goal = Il n'y a pas d'objectif. `/pourboires objectif fixer` en fixe un.
nothing-to-thank-for = Il n'y a aucun pourboire pour lequel vous n'avez pas déjà remercié.

setting-tip-buttons = Pourboires sur les cartes des salons
    .description = Des boutons pour donner à ceux qui sont sur scène, et à la cagnotte du salon
setting-announce-tips = Parler des pourboires dans le salon
    .description = Dans la discussion du salon où ils sont donnés, avec un bouton pour remercier
setting-jar-rule = Comment une cagnotte est partagée
    .description = Ce qui a été donné à un salon va à ceux qui y ont parlé, quand il se termine
setting-jar-rule-floor = selon le temps où l'on entendait chacun
setting-jar-rule-equal = autant pour chacun
setting-jar-minutes = Montrer les parts avant
    .description = Pendant tant de minutes, la discussion dit qui reçoit combien d'une cagnotte, avant que ce soit inscrit
command-treasury-audit = controle
    .description = Parcourir tous les virements de cette communauté
    .who = de
    .who-description = Seulement ce que quelqu'un a donné ; jamais ce qui l'a été sans nom
    .whom = a
    .whom-description = Seulement ce que quelqu'un a reçu
    .kind = genre
    .kind-description = Seulement un genre de virement
    .kind-choice-tip = Pourboire
    .kind-choice-share = Part d'un pourboire
    .kind-choice-issue = Donné par la trésorerie
    .kind-choice-withdraw = Repris
    .kind-choice-allowance = Allocation
    .kind-choice-purchase = Acheté à Discord
    .kind-choice-payment = Payé en argent réel
    .kind-choice-fee = Frais d'un prestataire
    .kind-choice-refund = Remboursé
    .kind-choice-reversal = Annulé
    .period = periode
    .period-description = Un mois comme 2026-03, une année, ou all pour tout ; sinon tout
    .at_least = minimum
    .at_least-description = Seulement autant ou plus
    .currency = devise
    .currency-description = points, ou le code d'une devise comme EUR
command-treasury-freeze = geler
    .description = Arrêter les pourboires de quelqu'un : ni donnés, ni reçus
    .member = membre
    .member-description = De qui
    .reason = raison
    .reason-description = Pourquoi ; c'est gardé, et la personne peut le lire
command-treasury-unfreeze = degeler
    .description = Laisser quelqu'un donner et recevoir à nouveau
    .member = membre
    .member-description = Qui
frozen = { $member } ne donne et ne reçoit plus de pourboires. Vos corrections passent quand même ; `/trésor degeler` y met fin.
unfrozen = { $member } donne et reçoit à nouveau des pourboires.
frozen-already = Ses pourboires sont déjà arrêtés.
not-frozen = Personne n'a arrêté ses pourboires.
creator-frozen = Cette personne ne reçoit pas de pourboires pour le moment : un administrateur l'a arrêté. Rien n'a été donné.
audit = **Le registre : { $period }**
    { $lines }
audit-empty = Rien de tel dans le registre : { $period }.
audit-line = - **{ $transfer }** · { $when } · { $kind ->
        [share] Part d'un pourboire
        [issue] Donné par la trésorerie
        [withdraw] Repris
        [allowance] Allocation
        [purchase] Acheté à Discord
        [payment] Payé en argent réel
        [fee] Frais d'un prestataire
        [refund] Remboursé
        [reversal] Annulé
       *[tip] Pourboire
    } · { $amount } · { $who } → { $whom }{ $linked ->
        [undoes] {" "}(annule { $link })
        [undone] {" "}(annulé par { $link })
       *[no] {""}
    }{ $noted ->
        [yes] {" "}: « { $note } »
       *[no] {""}
    }{ $ordered ->
        [yes] {" "}({ $by })
       *[no] {""}
    }
audit-hidden = quelqu'un sans nom
audit-forgotten = quelqu'un qui a été oublié
audit-book = { $purpose ->
        [treasury] la trésorerie
        [fees] les frais d'un prestataire
       *[jar] la cagnotte du salon { $room }
    }

page-rule-title = Ce que coûte un pourboire
page-rule = Rien. Un pourboire ne porte aucune commission : ce qui quitte la personne qui donne est ce qui arrive à celle qui reçoit.
page-rule-database = La base de données elle-même refuse un pourboire dont une part irait ailleurs ; cette règle est sa contrainte ck_tips_entry_no_commission.
page-rule-proof = La personne qui héberge Rostra prouve tout le registre avec « rostra ledger verify », qui nomme chaque ligne changée, retirée ou ajoutée.
page-receipt-title = Reçu d'un salon
page-receipt = { $count ->
        [one] Un virement
       *[other] { $count } virements
    } de pourboires appartiennent à ce salon. L'empreinte de leurs numéros et de leurs hachages est { $digest }.
page-receipt-anchor = Le dernier, comme ancre du registre : { $anchor }.
page-receipt-proof = Gardez-le. Avec « rostra ledger verify --anchor », la personne qui héberge Rostra peut vous montrer à tout moment que le registre jusque-là est resté le même. Personne ne peut en déduire qui a donné quoi.
