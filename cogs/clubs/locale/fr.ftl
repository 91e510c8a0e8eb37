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
club-joined = Bienvenue dans **{ $club }**.
club-list =
    Les clubs de cette communauté :
    { $lines }
club-line = - **{ $club }**, { $members ->
        [one] { $members } membre
       *[other] { $members } membres
    }
no-clubs-yet = Il n'y a pas encore de club ici. Fondez le premier avec `/club créer`.

bad-club-name = Le nom d'un club compte de { $shortest } à { $longest } caractères visibles, sur une ligne. Choisissez-en un autre.
club-name-taken = Il y a déjà ici un club nommé **{ $name }**. Choisissez un autre nom, ou rejoignez-le avec `/club rejoindre`.
no-such-club = Il n'y a pas de club de ce nom ici. `/club liste` montre ceux qui existent.
already-in-club = Vous êtes déjà membre de **{ $club }**.
too-many-clubs = Vous possédez { $most } clubs ici, et personne ne peut en posséder davantage.
