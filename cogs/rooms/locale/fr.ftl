cog-name = Salles
cog-description = Les sessions audio d'un club sur une conférence

command-room = salon
    .description = Les salons audio d'un club
command-room-open = ouvrir
    .description = Ouvrir un salon de votre club sur une scène
    .club = club
    .club-description = Le club qui reçoit
    .topic = sujet
    .topic-description = De quoi il s'agit, tel que tout le monde le verra
    .stage = scène
    .stage-description = Où ; la scène où vous êtes, ou la première libre
command-room-close = fermer
    .description = Fermer le salon que vous animez
command-room-topic = sujet
    .description = Changer le sujet du salon que vous animez
    .topic = sujet
    .topic-description = De quoi il s'agit désormais
command-room-handover = transmettre
    .description = Confier votre salon à une personne sur la scène ; vous restez coanimateur
    .person = personne
    .person-description = Qui anime désormais
command-room-card = carte
    .description = Remettre la carte du salon que vous animez à la fin de sa discussion
command-room-cohost = coanimateur
    .description = Animer un salon à plusieurs
command-room-cohost-add = ajouter
    .description = Laisser une personne animer votre salon avec vous
    .person = personne
    .person-description = Qui pourra tout ce que vous pouvez, sauf céder le salon
command-room-cohost-remove = retirer
    .description = Ne plus laisser un coanimateur animer votre salon ; ou vous retirer vous-même
    .person = personne
    .person-description = Qui n'est plus coanimateur

room-opened = **{ $topic }** est ouvert sur { $stage }, et je suis sur scène avec vous. Appelez les orateurs avec `/main suivant` ; fermez avec `/salon fermer`.{ $told ->
        [no] {" "}Personne n'a été prévenu, ce que votre club souhaite : il me faut pour cela « Mentionner @everyone » à cet endroit.
       *[yes] {""}
    }
room-opened-unheard = **{ $topic }** est ouvert sur { $stage }, mais je n'ai pas pu y monter pour être entendu : pas de carillon, et Discord ferme la scène si personne ne parle pendant quelques minutes. Appelez les orateurs avec `/main suivant` ; fermez avec `/salon fermer`.{ $told ->
        [no] {" "}Personne n'a été prévenu, ce que votre club souhaite : il me faut pour cela « Mentionner @everyone » à cet endroit.
       *[yes] {""}
    }
room-closed = **{ $topic }** est fermé. Merci d'avoir animé.
topic-changed = Le salon porte maintenant sur **{ $topic }**.
handed-over = { $person } anime maintenant **{ $topic }**.
card-comes = La carte est à la fin de la discussion de { $stage }.
cohost-added = { $person } anime maintenant **{ $topic }** avec vous.
cohost-removed = { $person } n'est plus coanimateur de **{ $topic }**.

card-head = ## { $topic }
    { $club } · ouvert depuis { $at }
card-head-over = ## { $topic }
    { $club } · ouvert { $at }
card-host = **Animateur :** { $person }
card-cohosts = **Coanimateurs :** { $people }
card-speakers = **Sur scène ({ $count }) :** { $people }{ $more ->
        [0] {""}
       *[other] {" "}et { $more } de plus
    }
card-no-speakers = **Sur scène :** personne encore
card-invited = **Invités à parler :** { $people }
card-listeners = **À l'écoute :** { $count }{ $hands ->
        [0] {""}
        [one] , une main levée
       *[other] , { $hands } mains levées
    }
card-lacks-permissions = Dans ce salon il me manque : { $permissions }.
card-lacks-voice = Je ne suis pas sur cette scène : ni carillon ni enregistrement, les applaudissements ne comptent que par le bouton, et Discord ferme la scène si personne ne parle pendant quelques minutes.
card-lacks-voice-elsewhere = Ma voix est sur { $stage } : ici ni carillon ni enregistrement, les applaudissements ne comptent que par le bouton, et Discord ferme la scène si personne ne parle pendant quelques minutes.
card-over = Le salon est terminé. Il a duré { $minutes ->
        [0] moins d'une minute
        [one] une minute
       *[other] { $minutes } minutes
    }{ $people ->
        [0] .
        [one] , et une personne est venue.
       *[other] , et { $people } personnes sont venues.
    }

live-now = En ce moment : **{ $topic }** sur { $stage }
told-by-dm = **{ $club }**, dans **{ $community }**, a ouvert un salon : **{ $topic }**. Venez sur { $stage }.
    -# Vous suivez ce club. `/club oublier` y met fin.
told-in-channel =
    Un salon est ouvert sur { $stage } : **{ $topic }**
    -# Pour qui suit **{ $club }** : { $who }
job-tell = Avertissement de qui suit le club : « { $topic } »

setting-host-roles = Rôles qui ouvrent des salons
    .description = En plus du propriétaire, des administrateurs et des responsables d'un club
setting-most-live = Salons en même temps
    .description = Combien un club peut en avoir d'ouverts ; je peux être entendu dans l'un d'eux
setting-notify-everybody = Prévenir tout le monde
    .description = Discord prévient toute la communauté quand un salon s'ouvre ; il me faut pour cela « Mentionner @everyone »
setting-keep-attendance = Noter qui était là
    .description = Quand chacun est venu et parti et combien de temps il a parlé ; il le faut pour les invitations gagnées en venant
setting-show-card = Montrer une carte
    .description = Un message dans la discussion de la scène, qui dit qui anime, qui parle et combien écoutent

no-room-here = Il n'y a pas de salon ouvert là où vous êtes. Rejoignez la scène d'un salon, ou ouvrez-en un avec `/salon ouvrir`.
not-host = Seul un animateur de ce salon peut le faire : qui l'anime, un coanimateur, ou le propriétaire, les administrateurs et les responsables de son club.
may-not-open-rooms = Dans **{ $club }**, le propriétaire, les administrateurs et les responsables ouvrent les salons, et vous n'en êtes pas encore ; aucun de vos rôles ici ne le permet non plus.
room-already-live = Un salon est ouvert sur cette scène : **{ $topic }**. Fermez-le d'abord, ou choisissez une autre scène.
stage-already-open = { $channel } a été ouvert dans Discord même. Fermez-le d'abord là-bas, ou choisissez une autre scène.
too-many-rooms = **{ $club }** a déjà { $most ->
        [one] un salon ouvert, et il n'en faut pas plus d'un ici.
       *[other] { $most } salons ouverts, et il n'en faut pas plus ici.
    }
closed-meanwhile = **{ $topic }** a été fermé dans Discord même pendant son ouverture. Rouvrez-le si c'était une erreur.
no-stage = Il n'y a pas de salon de conférence libre. Demandez à un administrateur d'en ajouter un (dans un serveur communautaire : Créer un salon, Conférence).
bad-topic = Discord refuse ce sujet : il contient des mots qu'il n'admet pas. Choisissez-en un autre.
cannot-come-back = J'ai perdu ma place sur cette scène, et Discord ne m'y laisse pas revenir. Le salon reste ouvert et la file continue, mais je ne peux pas être entendu. Fermez le salon et rouvrez-le pour me faire revenir.
stays-off-stage = J'ai été déconnecté de cette scène encore et encore, alors je n'y reviens pas. Le salon reste ouvert et la file continue, mais je ne peux pas être entendu. Fermez le salon et rouvrez-le pour me faire revenir.
not-on-stage = { $person } n'est pas sur la scène. Qui anime un salon doit y être.
bots-host-nothing = Un bot ne peut pas animer un salon.
hosts-already = { $person } anime déjà ce salon.
no-cohost = { $person } n'est pas coanimateur de ce salon.
too-many-cohosts = Un salon a au plus { $most } coanimateurs. Retirez-en un d'abord, avec `/salon coanimateur retirer`.
not-yours-to-hand-over = Un coanimateur ne peut pas céder un salon : c'est à son animateur, ou au propriétaire, aux administrateurs et aux responsables de son club.

records-kept = Les salons que vous avez animés, seul ou à plusieurs ; ceux où vous étiez, vos heures d'arrivée et de départ, la durée de votre présence et de vos prises de parole.
records-left = Le salon reste, sans dire qui l'a animé ni que vous y étiez.
