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

room-opened = **{ $topic }** est ouvert sur { $stage }, et je suis sur scène avec vous. Appelez les orateurs avec `/main suivant` ; fermez avec `/salon fermer`.{ $told ->
        [no] {" "}Personne n'a été prévenu, ce que votre club souhaite : il me faut pour cela « Mentionner @everyone » à cet endroit.
       *[yes] {""}
    }
room-opened-unheard = **{ $topic }** est ouvert sur { $stage }, mais je n'ai pas pu y monter pour être entendu : pas de carillon, et Discord ferme la scène si personne ne parle pendant quelques minutes. Appelez les orateurs avec `/main suivant` ; fermez avec `/salon fermer`.{ $told ->
        [no] {" "}Personne n'a été prévenu, ce que votre club souhaite : il me faut pour cela « Mentionner @everyone » à cet endroit.
       *[yes] {""}
    }
room-closed = **{ $topic }** est fermé. Merci d'avoir animé.

setting-host-roles = Rôles qui ouvrent des salons
    .description = En plus du propriétaire, des administrateurs et des responsables d'un club
setting-most-live = Salons en même temps
    .description = Combien un club peut en avoir d'ouverts ; je peux être entendu dans l'un d'eux
setting-notify-everybody = Prévenir tout le monde
    .description = Discord prévient toute la communauté quand un salon s'ouvre ; il me faut pour cela « Mentionner @everyone »
setting-keep-attendance = Noter qui était là
    .description = Quand chacun est venu et parti et combien de temps il a parlé ; il le faut pour les invitations gagnées en venant

no-room-here = Il n'y a pas de salon ouvert là où vous êtes. Rejoignez la scène d'un salon, ou ouvrez-en un avec `/salon ouvrir`.
not-host = Seul un animateur de ce salon peut le faire : qui l'a ouvert, ou le propriétaire, les administrateurs et les responsables de son club.
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

records-kept = Les salons que vous avez ouverts ; ceux où vous étiez, vos heures d'arrivée et de départ, la durée de votre présence et de vos prises de parole.
records-left = Le salon reste, sans dire qui l'a ouvert ni que vous y étiez.
