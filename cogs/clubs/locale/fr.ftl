cog-name = Clubs
cog-description = Des groupes nommés, avec un propriétaire, des rôles et une entrée

command-club = club
    .description = Les clubs de cette communauté
command-club-create = créer
    .description = Fonder un club ; vous en serez propriétaire
    .name = nom
    .name-description = Le nom du club, de 2 à 50 caractères
command-club-join = rejoindre
    .description = Devenir membre d'un club
    .club = club
    .club-description = Le club à rejoindre
command-club-list = liste
    .description = Voir les clubs de cette communauté

club-created = **{ $club }** est fondé, et vous en êtes propriétaire. On y entre avec `/club rejoindre` ; ouvrez le premier salon avec `/salon ouvrir`.
club-joined = Bienvenue dans **{ $club }**. Vous en êtes le membre numéro { $number }.
club-list =
    Les clubs de cette communauté :
    { $lines }
club-line = - **{ $club }**, { $members ->
        [one] { $members } membre
       *[other] { $members } membres
    }
no-clubs-yet = Il n'y a pas encore de club ici. Fondez le premier avec `/club créer`.

setting-founder-roles = Qui fonde des clubs
    .description = Les membres qui ont un de ces rôles peuvent fonder un club. Si aucun n'est choisi, tout le monde le peut.
setting-most-owned = Clubs par propriétaire
    .description = Le nombre de clubs qu'un membre peut posséder ici, archives comprises.

bad-club-name = Le nom d'un club compte de { $shortest } à { $longest } caractères visibles, sur une ligne. Choisissez-en un autre.
club-name-taken = Il y a déjà ici un club nommé **{ $name }**, ou qu'on pourrait prendre pour lui. Choisissez un autre nom, ou rejoignez-le avec `/club rejoindre`.
no-such-club = Il n'y a pas de club de ce nom ici. `/club liste` montre ceux qui existent.
club-is-archived = **{ $club }** est archivé : il ne s'y passe rien. Son propriétaire, ou qui gère cette communauté, peut le rouvrir.
club-is-closed = **{ $club }** n'accueille personne pour le moment. Ses admins peuvent le rouvrir.
already-in-club = Vous êtes déjà membre de **{ $club }**.
not-in-club = Il faut être membre de **{ $club }** pour cela, et cette personne ne l'est pas.
banned-from-club = **{ $club }** est fermé à cette personne : un admin du club l'a décidé, et peut revenir dessus.
too-many-clubs = Vous possédez { $most } clubs ici, et personne ne peut en posséder davantage. Cédez-en d'abord un à un autre membre.
may-not-found = Ici, seuls les membres qui ont un de ces rôles fondent des clubs : { $roles }.
needs-approval = On entre dans **{ $club }** par sa liste d'attente.
needs-invitation = On entre dans **{ $club }** sur l'invitation d'un membre. Demandez à l'un d'eux.
