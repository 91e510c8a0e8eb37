cog-name = Invitations
cog-description = Les membres font entrer d'autres personnes dans leurs clubs

command-invitation = invitation
    .description = Les invitations dans les clubs
command-invitation-send = envoyer
    .description = Inviter quelqu'un dans votre club : un membre de ce serveur, ou n'importe qui par son ID
    .person = personne
    .person-description = Qui vous invitez ; pour quelqu'un d'ailleurs, collez son ID
    .club = club
    .club-description = Dans quel club
command-invitation-code = code
    .description = Créer un code par lequel une personne, qui que ce soit, entre dans votre club
    .club = club
    .club-description = Dans quel club
command-invitation-redeem = utiliser
    .description = Entrer dans un club par un code que l'on vous a donné
    .code = code
    .code-description = Le code, avec ou sans ses tirets
command-invitation-list = liste
    .description = Voir les invitations reçues et données ; dans un club que vous dirigez, toutes celles en attente
    .club = club
    .club-description = Seulement celles de ce club
    .everybody = toutes
    .everybody-description = Tout ce qui attend dans ce club ; pour son propriétaire et ses admins
command-invitation-revoke = reprendre
    .description = Reprendre une invitation à laquelle personne n'a répondu
    .invitation = invitation
    .invitation-description = Laquelle
command-invitation-budget = budget
    .description = Voir combien d'invitations vous avez dans un club, pourquoi, et ce qui en apporte
    .club = club
    .club-description = Quel club
command-invitation-tree = arbre
    .description = Voir qui a fait entrer qui dans un club, ou ceux qu'une personne a fait entrer
    .club = club
    .club-description = Quel club
    .person = personne
    .person-description = Seulement la branche de cette personne
    .picture = image
    .picture-description = En image plutôt qu'en texte
command-invitation-freeze = geler
    .description = Ne plus laisser inviter ceux que cette personne a fait entrer, ni ceux venus par eux
    .club = club
    .club-description = Dans quel club
    .person = personne
    .person-description = Où commence la branche
command-invitation-unfreeze = dégeler
    .description = Laisser une branche inviter de nouveau
    .club = club
    .club-description = Dans quel club
    .person = personne
    .person-description = Où commence la branche
command-invitation-receive = recevoir
    .description = Choisir comment on vous invite ici : par une mention, par message privé, ou pas du tout
    .by = par
    .by-description = Comment
    .by-choice-channel = Une mention dans un canal
    .by-choice-dm = Un message privé
    .by-choice-nothing = Pas du tout

# Ce qu'une communauté et ses clubs peuvent régler.
setting-start = Invitations de départ
    .description = Combien un nouveau membre peut en donner.
setting-rooms-for-one = Salons pour une de plus
    .description = Une de plus pour autant de salons suivis ; 0 : venir n'en apporte pas.
setting-least-minutes = Minutes qui comptent
    .description = Un salon compte pour qui y est resté aussi longtemps.
setting-for-hosting = Pour avoir animé
    .description = Autant de plus pour chaque salon que quelqu'un a ouvert et animé.
setting-most = Au plus
    .description = Personne n'en donne davantage, en tout.
setting-admins-spend = Les admins ont aussi un budget
    .description = Sinon le propriétaire et les admins d'un club invitent sans compter.
setting-lasts-days = Jours pour répondre
    .description = Après autant de jours une invitation est passée. Un lien pour quelqu'un d'ailleurs dure sept jours au plus.
start-above-most = un membre commencerait avec { $start }, plus que les { $most } que chacun peut donner.

# Une invitation, telle que la voit qui est invité.
invitation-in-channel = { $invitee }, { $inviter } vous invite dans le club **{ $club }**. Vous pouvez répondre jusqu'au { $until }.
invitation-in-dm = Dans { $community }, { $inviter } vous invite dans le club **{ $club }**. Vous pouvez répondre jusqu'au { $until }.
invitation-was-accepted = { $invitee } est entré dans le club **{ $club }**, sur l'invitation de { $inviter }.
invitation-is-over = Cette invitation dans le club **{ $club }** est passée.
button-accept = Entrer
button-decline = Non merci
button-accept-in = Entrer dans { $club }
button-decline-in = Non merci
welcome = Bienvenue dans **{ $club }**. Vous en êtes le membre numéro { $number }.
declined = Entendu, vous n'êtes pas dans **{ $club }**. Personne ne peut vous y inviter de nouveau avant une semaine.

# À qui en donne une.
left = { $left ->
        [0] Il ne vous reste pas d'invitation.
        [one] Il vous reste une invitation.
       *[other] Il vous reste { $left } invitations.
    }
left-unlimited = Vous invitez sans compter.
sent-in-channel = { $person } est invité dans **{ $club }**, dans { $channel }, et peut répondre jusqu'au { $until }. { $left }
sent-by-dm = { $person } est invité dans **{ $club }** par message privé, comme choisi, et peut répondre jusqu'au { $until }. { $left }
sent-nowhere = { $person } veut être invité par message privé, et Discord n'y laisse passer aucun des miens. L'invitation dans **{ $club }** vaut jusqu'au { $until } : dites-lui que `/invitation liste` la montre, ou reprenez-la avec `/invitation reprendre`. { $left }
sent-later = { $person } est invité dans **{ $club }**, mais Discord ne me laisse pas le montrer pour l'instant. Je réessaie dans une minute ; `/invitation liste` le montre aussi, jusqu'au { $until }. { $left }
sent-by-link = Ce lien ne sert qu'à { $person }, une fois, jusqu'au { $until }. Envoyez-le :
    { $link }
    { $role ->
        [yes] Il donne le rôle de **{ $club }** ; qui l'utilise devient membre dès que je le vois ici.
       *[no] Qui l'utilise devient membre de **{ $club }** dès que je le vois ici : à sa première commande, ou dans un salon vocal.
    } { $left }
sent-by-code = { $problem }
    Il n'y a donc pas de lien, mais un code qui ne sert qu'à { $person }, jusqu'au { $until } : `{ $code }`
    Une fois sur ce serveur, `/invitation utiliser` fait entrer cette personne dans **{ $club }**. Il n'est montré que cette fois. { $left }
code-made = Ce code fait entrer une personne dans **{ $club }**, jusqu'au { $until } : `{ $code }`
    Ne le donnez qu'à elle ; elle s'en sert avec `/invitation utiliser`. Il n'est montré que cette fois. { $left }
admitted = { $person } était sur la liste d'attente de **{ $club }** et y entre comme membre numéro { $number } : vous vous en portez garant. { $left }
revoked = { $known ->
        [yes] L'invitation de { $person } est reprise.
       *[no] Le code est repris.
    } Si elle était de vous, vous pouvez inviter quelqu'un d'autre à la place.
revoked-link-stays = L'invitation de { $person } est reprise. Je ne peux pas supprimer son lien dans Discord (Gérer les salons) : il mène encore sur ce serveur, mais pas dans le club.

# Des listes.
list-received = **Pour vous**
list-given = **Données**
list-waiting = **Sans réponse**
nothing-given = Il n'y a pas d'invitation ici. `/invitation envoyer` en fait une.
nothing-older = Il n'y a plus rien de plus ancien ici.
invitation-line = - { $kind ->
        [code] { $known ->
            [yes] { $invitee }, par un code
           *[no] Un code
        }
        [sealed] { $invitee }, par un lien
        [admission] { $invitee }, de la liste d'attente
       *[member] { $invitee }
    } · **{ $club }** · { $inviter } · { $state ->
        [accepted] entré le { $until }
        [declined] refus le { $until }
        [expired] sans réponse le { $until }
        [revoked] reprise le { $until }
        [overtaken] entré autrement le { $until }
       *[pending] attend jusqu'au { $until }
    }
invitation-choice = { $kind ->
        [code] { $name ->
            [0] Un code
           *[other] Un code
        }
       *[other] { $name }
    } · { $club } · { DATETIME($until, dateStyle: "medium") }
button-older = Plus anciennes
button-newest = Les plus récentes
button-more-received = D'autres pour vous

# Des budgets.
budget = **{ $club }**. { $left }
budget-frozen = Un admin du club a suspendu les invitations de votre branche : on ne peut pas en donner pour l'instant.
budget-start = - { $start } pour commencer
budget-attended = - { $earned } pour { $attended ->
        [0] aucun salon suivi
        [one] un salon suivi
       *[other] { $attended } salons suivis
    } : une { $each ->
        [one] pour chacun
       *[other] tous les { $each } salons
    } où vous êtes resté au moins { $minutes ->
        [one] une minute
       *[other] { $minutes } minutes
    }
budget-hosted = - { $hosted ->
        [0] aucune pour avoir animé
        [one] { $each } pour un salon animé
       *[other] { $each } pour chacun des { $hosted } salons animés
    } : { $each } pour chacun que vous avez ouvert, si vous et quelqu'un d'autre y êtes restés au moins { $minutes ->
        [one] une minute
       *[other] { $minutes } minutes
    }
budget-spent = - { $spent ->
        [0] aucune donnée
        [one] une donnée, qui attend ou a été acceptée
       *[other] { $spent } données, qui attendent ou ont été acceptées
    } ; celles qui n'ont mené à rien reviennent
budget-most = - { $most } au plus, en tout
budget-next = { $rooms ->
        [one] Le prochain salon que vous suivrez en apporte une.
       *[other] Encore { $rooms } salons suivis apportent la prochaine.
    }
budget-not-counted = - On ne note pas qui vient dans les salons de ce club : aucun n'en apporte. Son propriétaire, ses admins et les gestionnaires de ce serveur peuvent changer cela avec `/paramètres`, sous Salons.

# Des arbres.
tree-of-club = **{ $club }** : qui a fait entrer qui
tree-of-branch = **{ $club }** : une branche
tree-above = Entré par { $people }
tree-more = { $at_least ->
        [yes] … et plus de { $count } autres
       *[no] { $count ->
            [one] … et une autre personne
           *[other] … et { $count } autres
        }
    }
tree-picture-more = … et {"{}"} de plus
tree-frozen = -# ❄️ Personne de cette branche n'invite. Seuls ceux qui peuvent y mettre fin voient ceci.
tree-gone = { $person } (parti)
frozen = À partir de maintenant, personne de la branche qui commence à { $person } n'invite dans **{ $club }**, et ce qui attendait une réponse est repris. Rien ne leur est dit. `/invitation dégeler` y met fin.
unfrozen = La branche qui commence à { $person } invite de nouveau dans **{ $club }**.

# Comment on est invité.
receives-in-channel = On vous invite par une mention dans un canal que vous voyez.
receives-by-dm = On vous invite par message privé. Veillez à ce que Discord laisse passer les messages des membres de ce serveur.
receives-nothing = Personne ne peut plus vous inviter dans un club d'ici. Ce qui attend déjà votre réponse l'attend toujours : `/invitation liste`.

# Des refus.
not-a-member = Vous n'êtes pas dans **{ $club }** : ce sont ses membres qui invitent, et qui voient qui a fait entrer qui. `/club rejoindre` vous laisse peut-être entrer.
admins-only = C'est pour le propriétaire et les admins de **{ $club }**, et pour qui gère ce serveur.
branch-is-frozen = Un admin de **{ $club }** a suspendu les invitations de votre branche. Adressez-vous à lui : `/invitation dégeler` y met fin.
invites-self = Vous n'avez pas besoin d'une invitation de vous-même. Choisissez quelqu'un d'autre.
invites-bot = Les bots ne sont membres d'aucun club. Choisissez une personne.
in-club-already = Cette personne est déjà dans **{ $club }**. Choisissez quelqu'un qui n'y est pas.
invitee-is-banned = Cette personne ne peut pas entrer dans **{ $club }** : un admin du club en a décidé ainsi, et peut revenir là-dessus avec `/club débannir`.
invited-already = { $inviter } a déjà invité cette personne dans **{ $club }** ; elle peut répondre jusqu'au { $until }.
waits-no-more = Cette personne n'est plus sur la liste d'attente de **{ $club }**. Renvoyez l'invitation, et elle sera invitée.
declined-lately = Cette personne a dit non à **{ $club }** : on la laisse tranquille jusqu'au { $until }.
takes-no-invitations = Cette personne n'accepte pas d'invitations ici. Elle seule peut le changer, avec `/invitation recevoir`.
no-invitation-left = Il ne vous reste pas d'invitation pour **{ $club }**. { $ways ->
        [hosting] Un salon que vous ouvrez et animez au moins { $minutes ->
            [one] une minute
           *[other] { $minutes } minutes
        } avec quelqu'un d'autre en apporte { $hosting }
        [attending] { $rooms ->
            [one] Encore un salon
           *[other] Encore { $rooms } salons
        } où vous restez au moins { $minutes ->
            [one] une minute
           *[other] { $minutes } minutes
        } { $rooms ->
            [one] apporte
           *[other] apportent
        } la prochaine
       *[both] { $rooms ->
            [one] Encore un salon
           *[other] Encore { $rooms } salons
        } où vous restez au moins { $minutes ->
            [one] une minute
           *[other] { $minutes } minutes
        } { $rooms ->
            [one] apporte
           *[other] apportent
        } la prochaine, et un salon que vous ouvrez et animez aussi longtemps avec quelqu'un d'autre en apporte { $hosting }
    } ; une invitation en attente revient si elle est reprise ou n'est pas acceptée. `/invitation budget` montre tout.
budget-at-most = { $most ->
        [0] Les membres de **{ $club }** ne donnent pas d'invitations : sa règle ne leur en accorde aucune.
        [one] Vous avez donné l'unique invitation que **{ $club }** accorde à chacun.
       *[other] Vous avez donné les { $most } invitations que **{ $club }** accorde à chacun.
    } Une invitation en attente revient si elle est reprise ou n'est pas acceptée, et un admin du club peut changer la règle avec `/paramètres`.
rooms-bring-nothing = Il ne vous reste aucune invitation pour **{ $club }**, et les salons n'en apportent pas : on ne note pas qui y vient. Son propriétaire, ses admins et les gestionnaires de ce serveur peuvent changer cela avec `/paramètres`, sous Salons. Une invitation en attente revient si elle est reprise ou n'est pas acceptée.
not-your-invitation = Cette invitation est pour quelqu'un d'autre. Un membre du club peut vous en donner une à vous.
invitation-gone = Cette invitation est passée : on y a répondu, elle a été reprise, ou le délai est écoulé. Un membre du club peut en faire une autre.
not-a-code = Ce n'est pas un code. Un code a 26 lettres et chiffres, par groupes : `ABCDE-FGH12-…`. Copiez-le en entier.
wrong-code = Ce code ne mène nulle part sur ce serveur, ou est pour quelqu'un d'autre. Copiez-le en entier, ou demandez-en un autre à qui vous l'a donné.
code-is-over = Ce code a été utilisé ou repris, ou il est trop vieux. Demandez-en un autre à qui vous l'a donné.
too-many-guesses = Les { $guesses } derniers codes que vous avez saisis ne mènent nulle part. Réessayez après le { $until }.
no-such-invitation = Aucune invitation de ce genre n'attend encore. `/invitation liste` montre les vôtres.
names-no-club = Nommez aussi le club : ce qui attend se montre club par club.
never-in-club = Cette personne n'a jamais été dans **{ $club }** : elle n'a pas de place dans son arbre. Choisissez quelqu'un qui en est ou en a été membre.
frozen-already = Cette branche de **{ $club }** est déjà gelée ; `/invitation dégeler` y met fin.
not-frozen = Aucune branche gelée de **{ $club }** ne commence là. `/invitation arbre` marque celles qui le sont.
outranks-freezer = On ne gèle pas la branche de quelqu'un de son rang, ou au-dessus. Qui gère ce serveur le peut.
cannot-show = { $person } ne verrait une invitation ni ici ni dans le canal du club. Utilisez la commande dans un canal que cette personne voit.
not-in-community = Vous n'êtes plus sur ce serveur, et ne pouvez donc pas être dans son club. Revenez-y d'abord.
too-many-links = Ce serveur a autant d'invitations que Discord en accorde, mille. Un modérateur peut supprimer les anciennes.

records-kept = Les invitations que vous avez données et reçues et ce qu'elles sont devenues ; combien vous pouvez en donner dans chaque club, et pour quels salons ; comment vous voulez être invité ; les branches que vous avez gelées ; et, pendant un quart d'heure, les codes faux que vous avez saisis.
records-left = Une invitation qui a été acceptée reste, sans dire qu'elle était de vous.
