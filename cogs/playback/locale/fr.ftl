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
command-sound-use = utiliser
    .description = Entendre un de vos sons à la place d'un des miens ; sans son, le mien à nouveau
    .what = usage
    .what-description = Pour quoi
    .what-choice-opening = Un salon s'ouvre
    .what-choice-closing = Un salon se ferme
    .what-choice-warning = Un temps de parole touche à sa fin
    .what-choice-countdown = Les dernières secondes d'un orateur
    .what-choice-next = Annonce : à qui le tour
    .what-choice-break = Annonce : une pause
    .what-choice-back = Annonce : on reprend
    .what-choice-ending = Annonce : bientôt la fin
    .what-choice-music = La musique jusqu'au premier orateur
    .what-choice-recording = Un salon est désormais enregistré
    .what-choice-recorded = Un enregistrement est terminé
    .sound = son
    .sound-description = Lequel ; sans lui on entend à nouveau le mien
command-sound-board = tableau
    .description = Mettre dans ce canal un message avec un bouton pour chaque son

command-play = lecture
    .description = Jouer plusieurs choses à la suite dans votre salon
command-play-add = ajouter
    .description = Mettre un son ou un fichier à la fin de la file de votre salon
    .sound = son
    .sound-description = Un des sons de cette communauté
    .file = fichier
    .file-description = Ou un fichier, joué une fois et pas gardé
command-play-skip = passer
    .description = Arrêter ce qu'on entend dans votre salon ; la suite de la file vient
command-play-pause = pause
    .description = Suspendre ce qu'on entend dans votre salon
command-play-resume = reprendre
    .description = Reprendre là où c'était suspendu
command-play-stop = arrêter
    .description = Arrêter ce qu'on entend dans votre salon et vider la file
command-play-list = liste
    .description = Montrer ce qu'on entend dans le salon, où cela en est, et la suite
command-play-volume = volume
    .description = Rendre plus ou moins fort tout ce que je joue dans votre salon
    .percent = pourcent
    .percent-description = 100, c'est aussi fort qu'à l'origine

command-announce = annoncer
    .description = Faire entendre à tout votre salon ce qui vient
    .what = quoi
    .what-description = Ce qui vient
    .what-choice-next = À qui le tour
    .what-choice-break = Une pause
    .what-choice-back = On reprend
    .what-choice-ending = Bientôt la fin
    .person = personne
    .person-description = Qui, s'il s'agit de quelqu'un ; un son qui porte son nom est joué aussi
    .words = mots
    .words-description = Que dire d'autre

command-music = musique
    .description = De la musique jusqu'au premier orateur
command-music-on = jouer
    .description = Faire entendre de la musique dans votre salon, plus bas sous la parole, jusqu'au premier orateur
    .sound = son
    .sound-description = Quel son ; sans lui celui que votre communauté a choisi
command-music-off = arrêter
    .description = Arrêter la musique de votre salon en fondu

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
sound-used = { $own ->
        [yes] On entend désormais **{ $name }** { $what ->
                [opening] quand un salon s'ouvre
                [closing] quand un salon se ferme
                [warning] quand un temps de parole touche à sa fin
                [countdown] dans les dernières secondes d'un orateur
                [next] quand on annonce à qui le tour
                [break] quand on annonce une pause
                [back] quand on reprend après une pause
                [ending] quand on annonce la fin
                [recording] quand l'enregistrement d'un salon commence
                [recorded] quand un enregistrement est terminé
               *[music] jusqu'au premier orateur
            }.
       *[no] On y entend à nouveau mon propre son.
    }
board-shown = Le tableau est ici maintenant. Il suit vos sons.
board-head = **Sons** · appuyez sur l'un d'eux et votre scène l'entend.
board-empty = Il n'y a pas encore de son ici. `/son ajouter` en ajoute un, et il apparaît ici.

piece-added = { $ahead ->
        [0] On entend **{ $name }** maintenant.
        [one] **{ $name }** vient après { $ahead } autre.
       *[other] **{ $name }** vient après { $ahead } autres.
    }
piece-skipped = **{ $name }** est terminé.
piece-paused = **{ $name }** est suspendu. `/lecture reprendre` le fait reprendre.
piece-resumed = **{ $name }** reprend.
queue-stopped = { $count ->
        [one] C'est terminé.
       *[other] C'est terminé et la file est vide : { $count } en tout.
    }
volume-changed = Je joue maintenant à { $volume } % dans ce salon.
queue-head = **File** · { $topic } · { $volume } %
queue-now = **{ $name }**
    { $bar } { $position } / { $length } · { $person }
queue-paused = **{ $name }**
    ⏸️ { $bar } { $position } / { $length } · { $person }
queue-begins = Cela commence dans un instant.
queue-waits = Ma voix est absente. Cela reprendra de là une fois que je serai de retour sur cette scène.
queue-empty = On n'entend rien. `/lecture ajouter` y remédie.
queue-music = La musique joue jusqu'au premier orateur. `/lecture ajouter` joue quelque chose par-dessus.
queue-line = { $number }. { $name } · { $length } · { $person }
queue-more = et { $count } de plus
queue-over = Cette file est terminée.
button-pause = Pause
button-resume = Reprendre
button-skip = Passer
button-stop = Arrêter
button-quieter = Moins fort
button-louder = Plus fort

announcement = { $what ->
        [next] À suivre : { $who }
        [next-one] La personne suivante, s'il vous plaît.
        [break] On fait une pause.
        [back] On reprend.
       *[ending] C'est bientôt la fin.
    } { $words }
announced = On l'entend sur votre scène.

music-begun = La musique joue jusqu'au premier orateur. D'ici là j'écoute, pour la baisser quand quelqu'un parle ; je n'en garde rien, et la carte du salon le dit.
playback-lost = Ce que je jouais ici s'est arrêté : j'ai perdu cette scène et n'y suis pas revenu. { $count ->
        [0] `/musique jouer` recommence.
        [one] Ce qui était dans la file est oublié ; `/lecture ajouter` recommence.
       *[other] Les { $count } morceaux de la file sont oubliés ; `/lecture ajouter` recommence.
    }
music-ended = La musique s'arrête en fondu.
card-music = La musique joue jusqu'au premier orateur. J'écoute, pour la baisser quand quelqu'un parle, et je ne garde rien de ce que j'entends.

paused-already = { $paused ->
       *[yes] C'est déjà suspendu. `/lecture reprendre` le fait reprendre.
        [no] On l'entend déjà.
    }
queue-full = { $most } attendent déjà dans cette file. Laissez-en d'abord passer quelques-uns.
nothing-plays = On n'entend rien dans ce salon.
nothing-chosen = Choisissez un son, ou donnez-moi un fichier : l'un des deux.
no-music = Il n'y a pas de musique dans ce salon.
cannot-write-here = Je ne peux pas écrire dans ce canal.

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
setting-closing-chime = Carillon à la fin
    .description = Si on entend un son bref quand un animateur ferme un salon
setting-countdown = Compte à rebours
    .description = Si les cinq dernières secondes d'un temps de parole font tic-tac ; il faut qu'on prévienne avant
setting-announces-next = Annoncer à qui le tour
    .description = Si tout le monde entend que quelqu'un est invité à parler
setting-spoken = Annonces parlées
    .description = Si une voix dit ce que personne n'a enregistré, là où une voix est installée
setting-waiting-music = Musique jusqu'au premier orateur
    .description = Si elle commence d'elle-même à l'ouverture d'un salon ; j'écoute d'ici là et ne garde rien
setting-volume = Volume en pourcent
    .description = À quel volume je joue ; les animateurs le changent pour leur salon
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
