cog-name = Clubs
cog-description = Des groupes nommés, avec un propriétaire, des rôles et une entrée

command-club = club
    .description = Les clubs de cette communauté
command-club-create = créer
    .description = Fonder un club ; vous en serez propriétaire
    .name = nom
    .name-description = Le nom du club, de 2 à 50 caractères
command-club-list = liste
    .description = Voir les clubs de cette communauté
command-club-search = chercher
    .description = Trouver des clubs par leur nom et par ce qu'ils disent d'eux
    .words = mots
    .words-description = Comment le club s'appelle, ou de quoi il parle
command-club-info = info
    .description = Voir la carte d'un club : son sujet, ses règles, ses liens, son prochain salon
    .club = club
    .club-description = Le club à regarder
    .public = public
    .public-description = Montrer la carte à tout ce canal ou non
command-club-mine = miens
    .description = Voir les clubs dont vous êtes membre, que vous attendez ou suivez
command-club-join = rejoindre
    .description = Devenir membre d'un club, ou le demander
    .club = club
    .club-description = Le club à rejoindre
command-club-leave = quitter
    .description = Quitter un club ou sa liste d'attente
    .club = club
    .club-description = Le club à quitter, ou à ne plus attendre
command-club-follow = suivre
    .description = Être averti quand un club ouvre un salon, sans en être membre
    .club = club
    .club-description = Le club à suivre
    .how = comment
    .how-description = Comment vous voulez être averti
    .how-choice-channel = Me mentionner dans le canal du club
    .how-choice-dm = M'envoyer un message privé
command-club-unfollow = oublier
    .description = Ne plus être averti des salons d'un club
    .club = club
    .club-description = Le club que vous suivez
command-club-members = membres
    .description = Voir qui est membre d'un club
    .club = club
    .club-description = Le club
    .role = rôle
    .role-description = Seulement ceux qui ont ce rôle
    .role-choice-owner = Propriétaire
    .role-choice-admin = Admins
    .role-choice-leader = Animateurs
    .role-choice-member = Membres sans rôle
    .role-choice-banned = Bannis, pour le propriétaire et les admins
command-club-member = membre
    .description = Voir la carte d'un membre : son numéro, et qui l'a invité
    .club = club
    .club-description = Le club
    .person = personne
    .person-description = La carte de qui ; la vôtre si vous ne nommez personne
command-club-edit = modifier
    .description = Changer ce qu'un club dit de lui, son image ou son entrée
    .club = club
    .club-description = Le club à modifier
    .what = quoi
    .what-description = Que changer ; nom, description, règles et liens si vous ne dites rien
    .what-choice-profile = Nom, description, règles et liens
    .what-choice-picture = Image
    .what-choice-way-in = Comment on entre
command-club-waitlist = attente
    .description = Voir qui veut entrer dans un club, et décider
    .club = club
    .club-description = Le club
command-club-promote = promouvoir
    .description = Donner à un membre un rôle plus élevé
    .club = club
    .club-description = Le club
    .person = personne
    .person-description = Le membre
    .role = rôle
    .role-description = Le rôle ; le suivant si vous ne dites rien
    .role-choice-admin = Admin
    .role-choice-leader = Animateur
command-club-demote = rétrograder
    .description = Donner à un membre un rôle moins élevé, ou renoncer au vôtre
    .club = club
    .club-description = Le club
    .person = personne
    .person-description = Le membre, ou vous-même
    .role = rôle
    .role-description = Le rôle ; le précédent si vous ne dites rien
    .role-choice-leader = Animateur
    .role-choice-member = Membre
command-club-remove = renvoyer
    .description = Renvoyer un membre ; il pourra revenir
    .club = club
    .club-description = Le club
    .person = personne
    .person-description = Le membre
    .reason = raison
    .reason-description = Pourquoi ; gardé dans l'historique du club
command-club-ban = bannir
    .description = Interdire l'entrée d'un club à quelqu'un, et le renvoyer s'il en est
    .club = club
    .club-description = Le club
    .person = personne
    .person-description = Qui doit rester dehors
    .reason = raison
    .reason-description = Pourquoi ; gardé dans l'historique du club
command-club-unban = débannir
    .description = Permettre à quelqu'un d'entrer de nouveau dans un club
    .club = club
    .club-description = Le club
    .person = personne
    .person-description = Qui peut entrer de nouveau
command-club-transfer = céder
    .description = Céder un club à un autre membre
    .club = club
    .club-description = Le club que vous possédez
    .person = personne
    .person-description = Le membre qui en devient propriétaire
command-club-archive = archiver
    .description = Mettre un club au repos ; son nom et ses membres sont gardés
    .club = club
    .club-description = Le club que vous possédez
command-club-restore = rouvrir
    .description = Faire revivre un club archivé
    .club = club
    .club-description = Le club archivé
command-club-history = historique
    .description = Voir qui a fait quoi dans un club
    .club = club
    .club-description = Le club
command-club-make = faire
    .description = Faire créer quelque chose pour un club
command-club-make-role = rôle
    .description = Créer un rôle pour les membres d'un club, et garder les deux d'accord
    .club = club
    .club-description = Le club
command-club-make-stage = scène
    .description = Créer une scène pour les salons d'un club
    .club = club
    .club-description = Le club
    .members_only = membres_seuls
    .members_only-description = Visible seulement pour ceux qui ont le rôle du club
command-club-make-channel = canal
    .description = Créer un canal textuel pour un club
    .club = club
    .club-description = Le club
    .members_only = membres_seuls
    .members_only-description = Visible seulement pour ceux qui ont le rôle du club
command-club-bind = lier
    .description = Donner à un club quelque chose qui existe
command-club-bind-role = rôle
    .description = Prendre un rôle existant pour les membres d'un club, et garder les deux d'accord
    .club = club
    .club-description = Le club
    .role = rôle
    .role-description = Un rôle qui ne donne aucun pouvoir
command-club-bind-stage = scène
    .description = Ouvrir les salons d'un club sur une scène existante
    .club = club
    .club-description = Le club
    .stage = scène
    .stage-description = La scène
command-club-bind-channel = canal
    .description = Écrire à un club dans un canal textuel existant
    .club = club
    .club-description = Le club
    .channel = canal
    .channel-description = Le canal textuel
command-club-unbind = délier
    .description = Retirer à un club un rôle ou un canal ; il reste dans Discord
    .club = club
    .club-description = Le club
    .what = quoi
    .what-description = Que retirer
    .what-choice-role = Rôle
    .what-choice-stage = Scène
    .what-choice-channel = Canal textuel

setting-founder-roles = Qui fonde des clubs
    .description = Les membres qui ont un de ces rôles peuvent fonder un club. Si aucun n'est choisi, tout le monde le peut.
setting-most-owned = Clubs par propriétaire
    .description = Le nombre de clubs qu'un membre peut posséder ici, archives comprises.
setting-owners-make = Les propriétaires font créer des canaux et des rôles
    .description = Si le propriétaire d'un club peut faire créer pour lui une scène, un canal textuel et un rôle.

records-kept = Vos adhésions avec le numéro, le rôle et qui vous a invité, même passées ; vos demandes d'entrée et vos réponses ; les clubs que vous suivez ; les bannissements ; et ce que vous avez fait dans un club par votre rôle, ou ce qui vous y a été fait.
records-left = Les numéros restent donnés et ceux que vous avez invités gardent leur place, sans votre nom. Un bannissement reste, sans sa raison : demander l'oubli serait sinon un moyen de le contourner.

club-created = **{ $club }** est fondé, et vous en êtes propriétaire. Dites de quoi il parle avec `/club modifier`. On y entre avec `/club rejoindre` ; ouvrez le premier salon avec `/salon ouvrir`.
joined = Bienvenue dans **{ $club }**. Vous en êtes le membre numéro { $number }.
joined-rules =
    { $joined }
    ### Règles
    { $rules }
left = Vous avez quitté **{ $club }**.
leave-owner = **{ $club }** est à vous. Si vous partez, { $heir } en devient propriétaire. Pour choisir quelqu'un d'autre, utilisez d'abord `/club céder`.
leave-last = Vous êtes le dernier membre de **{ $club }**. Si vous partez, le club est archivé ; qui gère cette communauté peut le rouvrir.
apply-title = Demander à entrer dans { $club }
apply-question = **{ $question }**
apply-answer = Votre réponse
apply-tell = M'annoncer la décision par message privé
apply-tell-hint = Sinon vous la trouvez avec /club miens, et personne ne vous écrit.
applied = Vous êtes sur la liste d'attente de **{ $club }**. Quand on vous aura laissé entrer, `/club miens` le montrera.
applied-told = Vous êtes sur la liste d'attente de **{ $club }**. Vous recevrez la décision par message privé.
withdrawn = Vous n'attendez plus **{ $club }**.
told-accepted = Vous avez demandé à entrer dans **{ $club }** : c'est fait. Bienvenue !
told-declined = Vous avez demandé à entrer dans **{ $club }**. Ses admins ont refusé.
told-declined-reason = Vous avez demandé à entrer dans **{ $club }**. Ses admins ont refusé, et disent : { $reason }
followed = { $how ->
    [channel] Vous suivez **{ $club }**, et serez mentionné dans son canal quand il ouvrira un salon.
   *[other] Vous suivez **{ $club }**, et recevrez un message privé quand il ouvrira un salon.
    } `/club oublier` y met fin.
unfollowed = Vous ne suivez plus **{ $club }**.
how-to-tell = Comment voulez-vous être averti quand **{ $club }** ouvre un salon ? Il n'est pas nécessaire d'être membre.

no-clubs-yet = Il n'y a pas encore de club ici. Fondez le premier avec `/club créer`.
list-head = { $count ->
    [one] ## { $count } club
   *[other] ## { $count } clubs
    }
list-line = **{ $club }** · { $members ->
        [one] { $members } membre
       *[other] { $members } membres
    } · { $way ->
        [open] ouvert
        [approval] sur accord
        [invitation] sur invitation
       *[closed] fermé
    }
found-head = { $count ->
    [one] { $count } club pour « { $typed } »
   *[other] { $count } clubs pour « { $typed } »
    }
found-nothing = Aucun club d'ici ne s'appelle « { $typed } » ou n'en parle. `/club liste` les montre tous.
choose-card = Voir la carte d'un club
mine-member = - **{ $club }** : { $role ->
        [owner] propriétaire
        [admin] admin
        [leader] animateur
       *[member] membre
    }, numéro { $number }
mine-waits = - **{ $club }** : vous êtes sur sa liste d'attente
mine-follows = - **{ $club }** : vous le suivez, { $how ->
        [channel] et êtes mentionné dans son canal
       *[other] et recevez un message privé
    }
mine-nothing = Vous n'êtes membre d'aucun club d'ici, et n'en suivez aucun. `/club liste` montre ceux qui existent.

card-head = ## { $club }
card-archived = **Archivé** depuis le { $at }
card-members = { $members ->
        [one] **{ $members } membre**
       *[other] **{ $members } membres**
    } · fondé le { $at }
card-owner = Propriétaire : { $person }
card-way-in = Entrée : { $way ->
        [open] ouverte, entre qui veut
        [approval] sur accord, ses admins vous laissent entrer
        [invitation] sur invitation d'un membre
       *[closed] fermée, personne n'entre pour le moment
    }
card-rules =
    ### Règles
    { $rules }
nobody = personne
members-head = ## { $club } : { $members ->
        [one] { $members } membre
       *[other] { $members } membres
    }
members-none = Il n'y a personne à montrer ici.
member-line = { $number }\. { $person }{ $role ->
        [owner] , propriétaire
        [admin] , admin
        [leader] , animateur
       *[member] {""}
    }
member-card =
    { $person } dans **{ $club }**
    Membre numéro **{ $number }**, { $role ->
        [owner] propriétaire
        [admin] admin
        [leader] animateur
       *[member] membre
    }, depuis le { $at }
member-came = { $how ->
        [founding] A fondé le club.
        [approval] Est venu par la liste d'attente.
        [invitation] Est venu sur invitation.
        [role] A reçu le rôle du club dans Discord.
       *[open] Est venu de soi-même.
    }
member-invited = Invité par { $inviter }, membre numéro { $number }.
member-invited-forgotten = Invité par le membre numéro { $number }, qui a demandé l'oubli.

bans-head = ## Qui ne peut pas entrer dans { $club }
bans-none = Personne n'est écarté.
bans-line = - { $person }, depuis { $at }, par { $actor }

waitlist-head = ## Qui veut entrer dans { $club }
    { $waiting ->
        [0] Personne n'attend.
        [one] Une personne attend.
       *[other] { $waiting } personnes attendent ; les plus anciennes demandes d'abord.
    }
waitlist-entry = { $person } a demandé le { $at }
waitlist-answer =
    { $entry }
    { $answer }
accepted = { $person } est entré, comme membre numéro { $number }.
declined = La demande de { $person } est refusée.
decline-title = Refuser
decline-reason = Raison
decline-hint = Dite à qui a demandé, s'il veut le savoir. Elle peut manquer.
job-accept-all = Entrée de tous ceux qui attendent { $club }
job-give-roles = Le rôle de { $club } est donné à ses membres

profile-title = { $club }
profile-name = Nom
profile-description = De quoi il parle
profile-rules = Règles
profile-links = Liens
profile-links-hint = { $most } au plus, un par ligne : une adresse https, précédée d'un nom si vous voulez
edited = **{ $club }** est modifié. `/club info` montre ce que cela donne.
picture-title = Image de { $club }
picture-file = Une nouvelle image
picture-hint = PNG, JPEG, GIF ou WebP, { $most } Mo au plus ; elle est réduite
picture-away = Retirer l'image
picture-set = **{ $club }** a une nouvelle image.
picture-taken = **{ $club }** n'a plus d'image.
picture-kept = Rien n'a changé pour **{ $club }**.
way-title = Comment on entre dans { $club }
way-field = Entrée
way-name = { $way ->
        [open] Ouverte
        [approval] Sur accord
        [invitation] Sur invitation
       *[closed] Fermée
    }
way-hint = { $way ->
        [open] Entre qui veut.
        [approval] Qui veut entrer attend la décision d'un admin.
        [invitation] Entre qui est invité par un membre.
       *[closed] Personne n'entre.
    }
way-question = Question à ceux qui attendent
way-question-hint = Posée seulement là où l'on entre sur accord
way-required = Il faut répondre à la question
way-set = { $way ->
        [open] **{ $club }** est ouvert : entre qui veut.
        [approval] **{ $club }** décide qui entre. `/club attente` montre qui attend.
        [invitation] On entre dans **{ $club }** sur l'invitation d'un membre.
       *[closed] **{ $club }** est fermé : personne n'entre.
    }

promoted = { $role ->
        [admin] { $person } est maintenant admin de **{ $club }**.
       *[other] { $person } est maintenant animateur de **{ $club }**.
    }
demoted = { $role ->
        [leader] { $person } est maintenant animateur de **{ $club }**.
       *[other] { $person } est maintenant membre de **{ $club }**, sans rôle.
    }
removed = { $person } n'est plus membre de **{ $club }**.
banned = { $person } ne peut plus entrer dans **{ $club }**, jusqu'à `/club débannir`.
unbanned = { $person } peut entrer de nouveau dans **{ $club }**.
transfer-sure = Céder **{ $club }** à { $heir } ? Vous restez admin, et seul le nouveau propriétaire peut vous le rendre.
transferred = **{ $club }** appartient maintenant à { $heir } ; vous êtes admin.
archived = **{ $club }** est archivé : ses membres et son nom sont gardés, et il ne s'y passe rien jusqu'à `/club rouvrir`.
restored = **{ $club }** reprend vie.
bound = **{ $club }** a maintenant { $place }.
unbound = **{ $club }** n'a plus { $place }. Dans Discord, rien n'est changé.
role-bound = Les membres de **{ $club }** reçoivent { $role }. Qui reçoit le rôle dans Discord devient membre, et qui le perd ne l'est plus : le bot le voit quand la personne utilise une commande, vient dans un canal vocal, ou dans la journée.
role-bound-listed = Les membres de **{ $club }** reçoivent { $role }. Qui reçoit le rôle dans Discord devient aussitôt membre, et qui le perd ne l'est plus.

history-head = ## Ce qui s'est fait dans { $club }
history-none = Rien encore.
history-line = - { $at } : { $what ->
        [founded] { $actor } a fondé le club
        [edited] { $actor } a modifié le club
        [way-in] { $actor } a changé l'entrée
        [promoted] { $actor } a promu { $subject }
        [demoted] { $actor } a rétrogradé { $subject }
        [removed] { $actor } a renvoyé { $subject }
        [banned] { $actor } a banni { $subject }
        [unbanned] { $actor } a levé le bannissement de { $subject }
        [transferred] { $actor } a cédé le club à { $subject }
        [succeeded] { $subject } est devenu propriétaire, à son tour
        [archived] { $actor } a archivé le club
        [restored] { $actor } a rouvert le club
        [accepted] { $actor } a laissé entrer { $subject }
        [declined] { $actor } a refusé { $subject }
        [bound] { $actor } a lié
       *[unbound] { $actor } a délié
    }

button-join = Rejoindre
button-apply = Demander à entrer
button-follow = Suivre
button-members = Membres
button-rules = Toutes les règles
button-withdraw = Retirer ma demande
button-leave = Partir quand même
button-tell-channel = Me mentionner dans son canal
button-tell-dm = M'envoyer un message privé
button-unfollow = Ne plus m'avertir
button-first = Première page
button-previous = Page précédente
button-next = Page suivante
button-newest = Les plus récents
button-older = Plus anciens
button-accept = Laisser entrer
button-decline = Refuser
button-accept-all = Laisser entrer tout le monde
button-again = Modifier encore
button-transfer = Céder

bad-club-name = Le nom d'un club compte de { $shortest } à { $longest } caractères visibles, sur une ligne. Choisissez-en un autre.
club-name-taken = Il y a déjà ici un club nommé **{ $name }**, ou qu'on pourrait prendre pour lui. Choisissez un autre nom, ou rejoignez-le avec `/club rejoindre`.
no-such-club = Il n'y a pas de club de ce nom ici. `/club liste` montre ceux qui existent.
club-is-archived = **{ $club }** est archivé : il ne s'y passe rien. Son propriétaire, ou qui gère cette communauté, peut le rouvrir avec `/club rouvrir`.
club-is-closed = **{ $club }** n'accueille personne pour le moment. Ses admins peuvent le rouvrir avec `/club modifier`.
already-in-club = { $who ->
        [you] Vous êtes déjà membre de **{ $club }**. `/club membre` montre votre carte.
       *[them] Cette personne est déjà membre de **{ $club }**.
    }
not-in-club = { $who ->
        [you] Vous n'êtes pas dans **{ $club }**. `/club info` dit comment on y entre, et `/club miens` dans quels clubs vous êtes.
       *[them] Cette personne n'est pas dans **{ $club }**. Choisissez un de ses membres : `/club membres` les montre.
    }
banned-from-club = { $who ->
        [you] Vous ne pouvez pas entrer dans **{ $club }**
       *[them] Cette personne ne peut pas entrer dans **{ $club }**
    } : un admin du club l'a décidé, et peut revenir dessus avec `/club débannir`.
too-many-clubs = Vous possédez { $most ->
        [one] { $most } club
       *[other] { $most } clubs
    } ici, et personne ne peut en posséder davantage. Cédez-en d'abord un avec `/club céder`.
may-not-found = Ici, seuls les membres qui ont un de ces rôles fondent des clubs : { $roles }.
needs-approval = On entre dans **{ $club }** par sa liste d'attente. Demandez avec `/club rejoindre`.
needs-invitation = On entre dans **{ $club }** sur l'invitation d'un membre. Demandez à l'un d'eux.
not-allowed-in-club = Dans **{ $club }**, c'est réservé { $lowest ->
        [member] à ses membres
        [leader] aux animateurs, aux admins et au propriétaire
        [admin] aux admins et au propriétaire
       *[owner] au propriétaire
    }, et à qui gère cette communauté.
outranks-you = Cette personne est de votre rang dans le club, ou au-dessus. Quelqu'un de plus élevé peut le faire.
not-yourself-in-club = C'est pour les autres. Pour partir vous-même, utilisez `/club quitter`.
is-that-already = Cette personne est déjà { $role ->
        [owner] propriétaire
        [admin] admin
        [leader] animateur
       *[member] membre sans rôle
    }.
no-rank-beyond = Cette personne est { $role ->
        [admin] admin, et au-dessus il n'y a que le propriétaire : `/club céder` cède un club
        [leader] animateur, et le rôle choisi n'est pas dans ce sens
       *[member] membre sans rôle, et il n'y a rien en dessous
    }.
owner-hands-over = **{ $club }** a un seul propriétaire, qui le cède avec `/club céder`. Ce rôle ne se donne ni ne se prend autrement.
heir-owns-enough = Cette personne possède { $most ->
        [one] { $most } club
       *[other] { $most } clubs
    } ici, et personne ne peut en posséder davantage. Choisissez quelqu'un d'autre, ou qu'un de ses clubs soit d'abord cédé.
bots-are-no-members = Un bot ne peut pas être membre d'un club. Choisissez une personne.
not-archived = **{ $club }** n'est pas archivé : il n'y a rien à rouvrir.
not-banned = Personne n'interdit **{ $club }** à cette personne. `/club membres` avec *Bannis* montre à qui on l'interdit.
banned-already = **{ $club }** est déjà interdit à cette personne.
club-text-too-long = { $field ->
        [description] La description
        [rules] Le texte des règles
        [question] La question
        [answer] La réponse
       *[reason] La raison
    } peut compter { $most } caractères, et en voici { $length }. Raccourcissez.
bad-link = Ce n'est pas un lien pour un club : « { $line } ». Écrivez une adresse qui commence par https://, celle d'un site et non un nombre, de { $most } caractères au plus, précédée si vous voulez d'un nom de { $label } caractères au plus.
too-many-links = La carte d'un club a de la place pour { $most } liens. Retirez-en.
bad-picture = Je ne peux pas lire cette image. Envoyez un fichier PNG, JPEG, GIF ou WebP de { $most } Mo au plus.
already-waiting = Vous êtes déjà sur la liste d'attente de **{ $club }**. `/club miens` le montre, et `/club quitter` l'annule.
not-waiting = Plus personne n'attend ici.
decided-already = Quelqu'un d'autre en a déjà décidé, ou la demande a été retirée.
answer-missing = Ce club veut une réponse : { $question }
no-waitlist = **{ $club }** n'a pas de liste d'attente pour le moment. `/club info` dit comment on entre.
not-following = Vous ne suivez pas ce club. `/club miens` montre ceux que vous suivez.
no-channel-to-tell-in = **{ $club }** n'a pas de canal textuel où l'on pourrait vous mentionner. Choisissez plutôt un message privé.
bound-already = **{ $club }** a déjà { $place ->
        [role] un rôle
        [stage] une scène
       *[channel] un canal textuel
    } : { $bound }. Retirez-le d'abord avec `/club délier`.
not-bound = **{ $club }** n'a { $place ->
        [role] pas de rôle
        [stage] pas de scène
       *[channel] pas de canal textuel
    } à retirer.
role-of-another-club = { $role } est le rôle d'un autre club. Un rôle est celui d'un seul club.
may-not-make = Ici, les canaux et les rôles des clubs sont créés par ceux qui gèrent la communauté. Ils peuvent le permettre aussi aux propriétaires, avec `/paramètres`.
role-not-usable = { $role } est le rôle de tout le monde, ou un rôle que Discord ou un autre bot donne de lui-même. Choisissez-en un autre.
role-has-power = { $role } donne du pouvoir : { $permissions }. Le rôle d'un club va à tous ceux que ses admins laissent entrer ; il ne doit rien permettre de tel.
not-yours-to-bind = Pour donner à un club quelque chose de Discord, il faut pouvoir le changer dans Discord. Il vous manque : { $permissions }, ou bien votre propre rôle n'est pas au-dessus.
role-too-high = { $role } est au-dessus de { $mine }, je ne peux donc pas le donner. Un administrateur peut monter mon rôle dans les paramètres du serveur, sous Rôles.
needs-role-first = Pour être réservé aux membres, il faut que **{ $club }** ait un rôle auquel Discord les reconnaît : `/club faire rôle`.
no-room-in-community = Discord n'accorde à une communauté qu'un certain nombre de canaux et de rôles, et celle-ci les a tous. Supprimez-en un dont personne n'a besoin.
no-stages-here = Ce serveur n'a pas de scènes : un administrateur doit d'abord en faire une Communauté dans les paramètres du serveur.
nobody-waits-for-club = Personne n'attend **{ $club }**.
club-busy-already = Ceux qui attendent **{ $club }** sont déjà en train d'entrer. Le message où cela a commencé montre où on en est.
