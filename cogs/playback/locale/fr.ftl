cog-name = Lecture
cog-description = Ce que je fais entendre sur une conférence

command-sound = son
    .description = Les sons de cette communauté
command-sound-add = ajouter
    .description = Ajouter un son : un fichier MP3, WAV, Ogg, FLAC, M4A ou WebM
    .name = nom
    .name-description = Comment on l'appelle
    .file = fichier
    .file-description = Le son ; le silence autour est coupé, et il devient aussi fort que les autres
command-sound-list = liste
    .description = Voir tous les sons de cette communauté
command-sound-rename = renommer
    .description = Donner un autre nom à un son
    .sound = son
    .sound-description = Lequel
    .name = nom
    .name-description = Son nouveau nom
command-sound-remove = retirer
    .description = Retirer un son
    .sound = son
    .sound-description = Lequel
command-sound-play = jouer
    .description = Faire entendre un son sur votre scène, maintenant
    .sound = son
    .sound-description = Lequel

sound-added = **{ $name }** est maintenant un de vos sons ; il dure { $seconds } s.
sound-renamed = **{ $before }** s'appelle maintenant **{ $name }**.
sound-removed = **{ $name }** n'est plus là.
sound-played = On entend **{ $name }**.

list-head = { $count ->
        [0] Il n'y a pas encore de son ici. `/son ajouter` en ajoute un.
        [one] **{ $count } son**, { $megabytes } Mo
       *[other] **{ $count } sons**, { $megabytes } Mo
    }
list-line = **{ $name }** · { $length } · { $person }
button-previous = Précédent
button-next = Suivant

bad-sound = { $fault ->
        [unknown] Ce n'est aucun des fichiers que je sais lire : apportez un fichier MP3, WAV, Ogg, FLAC, M4A ou WebM. C'est le contenu qui compte, pas le nom.
        [no-sound] Je n'ai trouvé aucun son dans ce fichier, ou un son qui n'y a pas sa place.
        [too-long] Ce son est trop long : { $most } secondes au plus.
        [silent] Il n'y a rien à entendre dans ce fichier.
        [too-large] Lire ce fichier demandait plus de mémoire qu'un son ne peut en prendre, j'ai donc arrêté. Enregistrez-le à nouveau en MP3 et réessayez.
        [too-slow] Lire ce fichier prenait plus de temps qu'un son ne peut en prendre, j'ai donc arrêté. Enregistrez-le à nouveau en MP3 et réessayez.
       *[broken] Ce fichier est abîmé, ou n'est pas ce qu'il prétend être. Enregistrez-le à nouveau et réessayez.
    }
file-too-large = Ce fichier est trop gros : { $most } Mo au plus.
too-many-files = Je lis beaucoup de fichiers en ce moment. Réessayez dans une minute.
bad-name = Le nom d'un son a de 1 à { $most } caractères visibles.
name-taken = Il y a déjà un son appelé **{ $name }**. Choisissez un autre nom, ou retirez d'abord celui-là.
no-such-sound = Il n'y a pas de son appelé **{ $name }** ici. `/son liste` les montre tous.
too-many-sounds = Cette communauté a { $most } sons, c'est autant qu'elle peut en avoir. Retirez-en un d'abord.
no-space-left = Les sons de cette communauté peuvent prendre { $most } Mo, et celui-ci serait de trop. Retirez-en un d'abord.
may-not-keep-sounds = Les sons sont ajoutés et modifiés par qui peut gérer le serveur, par les rôles choisis pour cela, et un son aussi par qui l'a ajouté.
may-not-play = { $by ->
        [hosts] Seuls les animateurs font entendre des sons dans ce salon.
       *[speakers] Seuls les orateurs et les animateurs font entendre des sons dans ce salon.
    }
no-voice-here = Je ne suis sur aucune scène ici. Un animateur me fait venir avec `/salon voix`.
voice-elsewhere = Ma voix est sur { $stage }, et je n'en ai qu'une par communauté. Un animateur la fait venir ici avec `/salon voix`.
voice-comes-back = Je viens de perdre la scène et j'y reviens. Réessayez dans un instant.
not-on-stage = Personne ne m'entend : je suis dans le public de { $stage }, et pour monter il me manque : { $permissions }. { $hand ->
        [raised] J'ai levé la main : invitez-moi à parler, ou accordez la permission.
       *[down] Un administrateur peut l'accorder à mon rôle ou dans les paramètres de ce salon.
    }
stage-busy = Plusieurs sons attendent déjà sur cette scène. Laissez-les d'abord se faire entendre.

setting-chime = Carillon
    .description = Si j'ouvre un salon par un son bref
setting-warning-chime = Carillon avant la fin
    .description = Si un son court prévient que le temps de parole touche à sa fin
setting-played-by = Qui joue des sons
    .description = Qui fait entendre les sons de la communauté dans un salon
setting-played-by-everybody = Tout le monde dans le salon
setting-played-by-speakers = Les orateurs et les animateurs
setting-played-by-hosts = Les animateurs
setting-sound-roles = Rôles qui gèrent les sons
    .description = Qui ajoute, renomme et retire des sons, en plus de qui peut gérer le serveur ; pour toute la communauté
setting-longest-seconds = Son le plus long en secondes
    .description = Un fichier plus long est refusé ; pour toute la communauté
setting-largest-megabytes = Plus gros fichier en Mo
    .description = De ce qui est envoyé ; on en garde bien moins ; pour toute la communauté
setting-most-sounds = Nombre de sons au plus
    .description = Combien cette communauté peut en avoir ; pour toute la communauté
setting-quota-megabytes = Place pour les sons en Mo
    .description = Ce que tous peuvent prendre ensemble ; pour toute la communauté

records-kept = Quels sons vous avez ajoutés, et quand.
records-left = Les sons que vous avez ajoutés, sans votre nom.
