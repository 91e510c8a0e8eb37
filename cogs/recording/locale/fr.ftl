cog-name = Enregistrement
cog-description = Ce qui se dit dans un salon, gardé pour qui veut bien qu'on le garde

command-record = enregistrer
    .description = Enregistrer des salons
command-record-start = commencer
    .description = Enregistrer dès maintenant le salon que vous animez ; chacun est prévenu et consulté
command-record-stop = arreter
    .description = Mettre fin à l'enregistrement du salon que vous animez
command-record-status = etat
    .description = Voir quels salons sont enregistrés, depuis quand, et si vous l'êtes
command-record-consent = accord
    .description = Dire si l'on peut vous enregistrer dans cette communauté, maintenant et à l'avenir
    .answer = reponse
    .answer-description = Ce qui vaut pour vous jusqu'à nouvel ordre
    .answer-choice-yes = Oui, enregistrez-moi
    .answer-choice-no = Non, ne m'enregistrez jamais
    .answer-choice-ask = Demandez-moi chaque fois
command-record-list = liste
    .description = Voir les enregistrements de vos clubs, du plus récent au plus ancien, et en ouvrir un
command-record-show = voir
    .description = Voir ce qu'il y a d'un enregistrement, et ce qu'on peut en faire
    .replay = enregistrement
    .replay-description = Lequel ; ceux que vous pouvez avoir sont proposés
command-record-get = obtenir
    .description = Recevoir un enregistrement en un fichier que vous seul voyez, mixé ou par pistes
    .replay = enregistrement
    .replay-description = Lequel ; ceux que vous pouvez avoir sont proposés
    .form = forme
    .form-description = Quelle sorte de fichier ; Opus, le plus petit, à défaut
    .form-choice-opus = Opus, mixé : le plus petit
    .form-choice-mp3 = MP3, mixé : lu partout
    .form-choice-wav = WAV, mixé : gros, pour le montage
    .form-choice-tracks = Un zip avec la piste de chaque personne
command-record-clip = extrait
    .description = Recevoir un court passage en un fichier que vous seul voyez, avec qui y parle
    .replay = enregistrement
    .replay-description = Lequel ; ceux que vous pouvez avoir sont proposés
    .start = debut
    .start-description = Où il commence, par exemple 12:30
    .end = fin
    .end-description = Où il finit, par exemple 13:10
    .form = forme
    .form-description = Quelle sorte de fichier ; Opus à défaut
    .form-choice-opus = Opus : le plus petit
    .form-choice-mp3 = MP3 : lu partout
command-clip = extrait
    .description = Publier la dernière demi-minute enregistrée dans votre salon, dans sa discussion
    .seconds = secondes
    .seconds-description = Combien, en remontant dans le temps ; 30 à défaut
    .form = forme
    .form-description = Quelle sorte de fichier ; Opus à défaut
    .form-choice-opus = Opus : le plus petit
    .form-choice-mp3 = MP3 : lu partout
command-record-transcript = transcription
    .description = Recevoir le texte de ce qui s'est dit, avec qui l'a dit et quand
    .replay = enregistrement
    .replay-description = Lequel ; ceux que vous pouvez avoir sont proposés
command-record-post = publier
    .description = Publier un enregistrement dans ce canal, pour que chacun l'entende
    .replay = enregistrement
    .replay-description = Lequel ; ceux que vous pouvez publier sont proposés
command-record-rename = renommer
    .description = Donner un autre nom à un enregistrement
    .replay = enregistrement
    .replay-description = Lequel ; ceux que vous pouvez renommer sont proposés
    .name = nom
    .name-description = Comment il s'appelle désormais
command-record-delete = supprimer
    .description = Supprimer pour de bon un enregistrement et tout ce qu'on en a fait ; on vous demande d'abord
    .replay = enregistrement
    .replay-description = Lequel ; ceux que vous pouvez supprimer sont proposés
command-record-feed = podcast
    .description = Voir où se trouve le podcast d'un club, l'ouvrir, le fermer, ou en changer l'adresse secrète
    .club = club
    .club-description = De quel club
    .access = accès
    .access-description = Qui peut le suivre désormais ; rien ne change si vous ne dites rien
    .access-choice-off = Personne : il n'y a pas de podcast
    .access-choice-private = Qui en connaît l'adresse secrète
    .access-choice-public = Tout le monde
    .new_address = nouvelle_adresse
    .new_address-description = Échanger l'adresse secrète contre une autre ; l'ancienne ne mène plus nulle part
command-record-withdraw = retirer
    .description = Faire ôter votre voix d'un enregistrement terminé
    .replay = enregistrement
    .replay-description = Lequel ; ceux où l'on vous entend sont proposés

setting-consent = Qui est enregistré
    .description = Ce qu'il advient d'une personne sur scène qui n'a pas dit si l'on peut l'enregistrer
setting-consent-ask = On lui demande, et on l'enregistre quand elle dit oui
setting-consent-opt-out = On la prévient, et on l'enregistre tant qu'elle ne dit pas non
setting-consent-opt-in = On l'enregistre si elle le dit d'elle-même
setting-by-itself = Enregistrer chaque salon
    .description = Si un salon est enregistré dès son ouverture, sans commande
setting-spoken-notice = Avertissement sonore
    .description = Si le salon entend qu'un enregistrement commence et finit : des notes et des mots, ou votre propre son
setting-clips = Qui fait des extraits
    .description = Qui peut publier la dernière demi-minute d'un salon enregistré, par /extrait
setting-clips-hosts = Les hôtes du salon
setting-clips-speakers = Qui est sur scène, et les hôtes
setting-clips-everybody = Toute personne dans le salon
setting-transcripts = Transcriptions
    .description = Si ce qui est enregistré est aussi mis en texte, là où la personne qui fait tourner ce bot l'a préparé
setting-keep-days = Jours de garde
    .description = Après tant de jours un enregistrement est supprimé, même déjà fait ; 0, c'est jamais

setting-post-to = Où vont les rediffusions
    .description = Où la rediffusion d'un salon est publiée une fois faite
setting-post-to-room = Dans la discussion de son salon
setting-post-to-club = Dans le canal textuel de son club, ou celle du salon si le club n'en a pas
setting-post-to-nowhere = Nulle part, tant qu'un hôte ne la publie pas
setting-form = Sorte de fichier
    .description = En quelle sorte de fichier une rediffusion est publiée ; les autres sont faites sur demande
setting-form-opus = Opus, le plus petit
setting-form-mp3 = MP3, lu partout
setting-form-wav = WAV, gros, pour le montage
setting-link-days = Jours d'un lien
    .description = Pendant tant de jours un fichier trop gros pour Discord se trouve à son adresse

setting-feed = Podcast
    .description = Qui peut suivre les enregistrements du club dans une application ; ceux d'avant n'y sont pas
setting-feed-off = Personne : il n'y en a pas
setting-feed-private = Qui en connaît l'adresse secrète, que donne /enregistrer podcast
setting-feed-public = Tout le monde

# Dans la discussion du salon.
notice = 🔴 **Ce salon est enregistré.** { $person } a lancé l'enregistrement de **{ $topic }**. On n'y entend que les personnes sur scène.
notice-consent = { $consent ->
       *[ask] Personne n'est enregistré sans avoir dit oui. Votre réponse est gardée avec son heure, et vous pouvez en changer à tout moment.
        [opt-out] Qui parle est enregistré, sauf à dire non. Un non efface à tout moment ce qu'il y a de vous.
        [opt-in] Seules les personnes qui disent oui sont enregistrées.
    }
notice-asked = { $consent ->
       *[ask] { $people } : puis-je vous enregistrer ?
        [opt-out] { $people } : vous êtes enregistrés. Dites-le si vous ne le voulez pas.
    }
asked = { $consent ->
       *[ask] 🔴 { $person }, ce salon est enregistré. Puis-je vous enregistrer ? Je ne le fais pas avant un oui.
        [opt-out] 🔴 { $person }, ce salon est enregistré, et vous avec. Dites-le si vous ne le voulez pas.
    }
button-yes = Enregistrez-moi
button-no = Ne m'enregistrez pas
notice-feed = { $feed ->
       *[private] Ce qui est enregistré va dans le podcast du club : qui en a l'adresse secrète peut l'entendre.
        [public] Ce qui est enregistré va dans le podcast du club, qui est public : tout le monde peut l'entendre.
    }
notice-stopped = ⬜ { $reason ->
       *[host] L'enregistrement de **{ $topic }** est terminé.
        [room] L'enregistrement de **{ $topic }** s'est terminé avec le salon.
        [disk] L'enregistrement de **{ $topic }** a dû s'arrêter : il n'y a plus de place sur le disque. Ce qui était enregistré est en sûreté.
        [lost] L'enregistrement de **{ $topic }** s'est terminé en mon absence. Ce qui était enregistré avant est en sûreté.
    } { $people ->
        [0] Personne n'y figure
        [one] Une personne y figure
       *[other] { $people } personnes y figurent
    } ; il a duré { $minutes ->
        [0] moins d'une minute
        [one] une minute
       *[other] { $minutes } minutes
    }.
notice-damaged = ⚠️ L'enregistrement de **{ $topic }** est terminé, et ses fichiers ne peuvent pas être lus pour l'instant : { $why }. Rien n'en est effacé, et je réessaie de moi-même. La personne qui fait tourner ce bot doit regarder le dossier { $replay } des enregistrements ; `/enregistrer voir` dit ce qu'il en est.
notice-repaired = Les fichiers de l'enregistrement de **{ $topic }** ont pu être lus après tout. { $people ->
        [0] Personne n'y figure
        [one] Une personne y figure
       *[other] { $people } personnes y figurent
    } ; sa rediffusion se fait maintenant.
not-by-itself = Ce salon devait être enregistré, et ne l'est pas encore. { $why } Une fois cela réglé, l'enregistrement commence de lui-même.
card-recording = 🔴 Enregistré depuis { $at }. `/enregistrer accord` dit si vous l'êtes.
card-rests = ⏸️ L'enregistrement attend que ma voix revienne sur cette scène.

# Lu à voix haute sur la scène, là où une voix est installée et où le club le veut.
said-recording = Ce salon est enregistré. { $consent ->
       *[ask] Personne n'est enregistré sans avoir dit oui.
        [opt-out] Qui parle est enregistré, sauf à dire non.
        [opt-in] Seules les personnes qui disent oui sont enregistrées.
    }
said-recorded = L'enregistrement de ce salon est terminé.

# Réponses.
answered-yes = Vous êtes enregistré quand vous parlez. Vous pouvez en changer à tout moment, par l'autre bouton ou par `/enregistrer accord`.
answered-no = Vous n'êtes pas enregistré, et ce qu'il y avait de vous dans cet enregistrement est effacé.
consent-answered = { $answer ->
        [yes] Désormais vous êtes enregistré partout où un salon de cette communauté l'est.
        [no] Vous n'êtes plus enregistré dans cette communauté. Si un enregistrement est en cours, ce qu'il y avait de vous est effacé.
       *[ask] Dès le prochain enregistrement on vous demande chaque fois.
    }
recording-started = **{ $topic }** est enregistré. { $consent ->
       *[ask] On demande aux orateurs dans sa discussion, et on les enregistre quand ils disent oui.
        [opt-out] Les orateurs sont prévenus dans sa discussion, et enregistrés tant qu'ils ne disent pas non.
        [opt-in] Sont enregistrées les personnes qui disent oui dans sa discussion.
    } Il se termine avec le salon, ou par `/enregistrer arreter`.
recording-stopped = { $status ->
        [repair] ⚠️ L'enregistrement de **{ $topic }** est terminé, et ses fichiers ne peuvent pas être lus pour l'instant. Rien n'en est effacé, et je réessaie de moi-même.
       *[stopped] L'enregistrement de **{ $topic }** est terminé et en sûreté.
    } Il a duré { $minutes ->
        [0] moins d'une minute
        [one] une minute
       *[other] { $minutes } minutes
    }.
recording-status = 🔴 **{ $topic }** { $state ->
       *[runs] est enregistré depuis { $at }
        [rests] est enregistré depuis { $at } ; l'enregistrement attend en ce moment que ma voix revienne
    }. { $people ->
        [0] Personne n'a encore été enregistré.
        [one] Une personne a été enregistrée jusqu'ici.
       *[other] { $people } personnes ont été enregistrées jusqu'ici.
    } { $consent ->
       *[ask] Qui dit oui est enregistré.
        [opt-out] Qui ne dit pas non est enregistré.
        [opt-in] Qui dit oui est enregistré.
    } { $you ->
       *[in] Vous êtes enregistré quand vous parlez.
        [out] Vous n'êtes pas enregistré.
    } `/enregistrer accord` permet d'en changer.
status-head = { $count ->
        [0] Aucun salon n'est enregistré en ce moment.
        [one] **Un salon est enregistré.**
       *[other] **{ $count } salons sont enregistrés.**
    }
status-line = 🔴 **{ $topic }** sur { $stage }, { $state ->
       *[runs] depuis { $at }
        [rests] depuis { $at } ; l'enregistrement attend que ma voix revienne
    } · { $people ->
        [0] personne n'a encore été enregistré
        [one] une personne enregistrée jusqu'ici
       *[other] { $people } personnes enregistrées jusqu'ici
    } · { $you ->
       *[in] vous êtes enregistré quand vous parlez
        [out] vous n'êtes pas enregistré
    }
status-more = { $count ->
        [one] … et un autre
       *[other] … et { $count } autres
    }
status-last = Vos derniers :

no-replays = Il n'y a pas d'enregistrement ici que vous puissiez avoir.
replay-line = - **{ $topic }**, { $at } · { $minutes ->
        [0] moins d'une minute
        [one] une minute
       *[other] { $minutes } minutes
    }{ $status ->
        [repair] {" · ⚠️ à réparer"}
        [making] {" · sa rediffusion se prépare"}
       *[stopped] {""}
    }
replay-damaged = ⚠️ **{ $topic }**, { $at }
    Ses fichiers n'ont pas pu être lus à sa fin. Rien n'en est effacé. Je réessaie de moi-même, et tout de suite si vous voulez.
    La personne qui fait tourner ce bot veille à ce que le dossier { $replay } des enregistrements soit là et puisse être lu.
button-repair = Réessayer
replay-repaired = Les fichiers de **{ $topic }** peuvent de nouveau être lus. Sa rediffusion se fait maintenant.
here-it-is = Voici **{ $topic }**.
clip-comes = ✂️ { $person } garde un moment de **{ $topic }**, de { $start } à { $end } …
clip = ✂️ { $person } a gardé un moment de **{ $topic }**, de { $start } à { $end }. On y entend : { $people }
clip-posted = L'extrait de **{ $topic }** est dans la discussion du salon.
here-is-a-clip = Voici **{ $topic }**, de { $start } à { $end }. On y entend : { $people }
choose-replay = Ouvrir l'un d'eux
button-newest = Les plus récents
button-older = Plus anciens
replay-facts = { $at } · { $length } · { $club }
    { $people ->
        [none] Personne n'y figure.
       *[other] Avec { $people }
    }
    { $percent ->
        [none] { $posts ->
            [0] Il n'est publié nulle part ; `/enregistrer publier` le publie là où vous êtes.
           *[other] Publié : { $places }
        }
       *[other] On le prépare en ce moment : { $percent } %.
    }
    { $links ->
        [0] Aucun lien n'y mène.
        [one] Un lien y mène.
       *[other] { $links } liens y mènent.
    }
form-opus = Opus
form-mp3 = MP3
form-wav = WAV
form-tracks = Pistes
button-rename = Renommer
button-link = Faire un lien
button-unlink = Reprendre les liens
button-delete = Supprimer
button-really = Supprimer pour de bon
rename-title = Renommer un enregistrement
rename-name = Nom
replay-renamed = **{ $before }** s'appelle désormais **{ $topic }**. Ses fichiers sont refaits, et là où il est publié il est changé.
replay-posted = **{ $topic }** est publié ici.
replay-link = **{ $topic }**, pour qui connaît ces adresses, jusqu'au { $until } :
    À écouter : { $page }
    Le fichier : { $link }
links-taken-back = { $count ->
        [0] Il n'y avait pas de lien vers **{ $topic }**.
        [one] Le lien vers **{ $topic }** ne mène plus nulle part.
       *[other] { $count } liens vers **{ $topic }** ne mènent plus nulle part.
    }
delete-question = Supprimer pour de bon **{ $topic }**, { $at } ? Ses pistes, ses fichiers, ses liens et les extraits qui en ont été publiés partent avec{ $posts ->
        [0] {"."}
       *[other] {", ainsi que chacune de ses publications."}
    }
replay-deleted = L'enregistrement de **{ $topic }** est supprimé, avec tout ce qu'on en avait fait.
voice-taken-out = Votre piste est ôtée de l'enregistrement de **{ $topic }**, et ce qu'on en avait fait a disparu. On le refait sans vous, et là où il était publié il est changé.

# Une rediffusion, dans le canal où elle est publiée.
being-made = 🎧 On prépare la rediffusion de **{ $topic }**. { $bar } { $percent } %
not-made = 🎧 { $why }
post-head = 🎧 **{ $topic }** · { $club } · { $at }
post-facts = { $length } avec { $people }
post-more = { $count ->
        [one] … et un autre chapitre, dans les notes
       *[other] … et { $count } autres chapitres, dans les notes
    }
post-link = Elle fait { $megabytes } Mo, plus que Discord n'en accepte ici. Écoutez-la à l'adresse { $link } jusqu'au { $until }.
post-no-pages = Elle fait { $megabytes } Mo, plus que Discord n'en accepte ici. Elle est dans le dossier des enregistrements, sous { $replay } ; si la personne qui fait tourner ce bot en active les pages (`[web]` dans la configuration), un lien paraît ici.
picture-minutes = minutes
picture-others = autres
notes-head = { $club }, { $at }, { $length }
notes-people = Qui a parlé
notes-chapters = Chapitres
notes-questions = Questions
notes-links = Liens
notes-silences = Silences à sauter

# La page d'une rediffusion, et le podcast d'un club.
page-files = Télécharger
page-picture = Le volume du début à la fin, à la couleur de qui parle
page-skip = Sauter les silences
page-transcript = Transcription
page-until = Cette page se trouve ici jusqu'au { $until }.
feed-description = Ce qui se dit dans les salons de { $club }, par les personnes qui veulent qu'on l'entende.
feed-off = **{ $club }** n'a pas de podcast. Avec `accès: private` peuvent le suivre les personnes qui connaissent une adresse secrète, avec `accès: public` tout le monde ; les enregistrements lancés à partir de là en font partie.
feed-public = Le podcast de **{ $club }** est public : { $address }
    Les applications de podcasts suivent cette adresse.
feed-private = Le podcast de **{ $club }** se trouve à une adresse secrète : { $address }
    Qui la connaît entend tout ; transmettez-la avec soin. Je ne la dis qu'une fois et n'en garde pas de copie ; `nouvelle_adresse` l'échange contre une autre.
feed-private-known = Le podcast de **{ $club }** se trouve à une adresse secrète faite { $at }. Je n'en garde pas de copie ; `nouvelle_adresse` l'échange contre une autre, et l'ancienne ne mène alors plus nulle part.
feed-episodes = { $count ->
        [0] Il est encore vide : y viennent les enregistrements lancés pendant qu'il existe, une fois préparés.
        [one] Un enregistrement s'y trouve.
       *[other] { $count } enregistrements s'y trouvent.
    }
feed-not-outside = Cette adresse est celle de la machine même. D'autres y parviennent quand la personne qui fait tourner ce bot fixe `public_url` sous `[web]` dans sa configuration.

# Refus.
may-not-publish = Le podcast de **{ $club }** est l'affaire de qui peut en changer les réglages : son propriétaire et ses administrateurs.
no-secret-address = { $feed ->
       *[public] Le podcast est public ; il n'a pas d'adresse secrète à échanger.
        [off] Il n'y a pas de podcast, donc pas d'adresse. `accès: private` l'active.
    }
no-such-replay = Aucun enregistrement de ce nom n'est là pour vous. Choisissez parmi ceux qui sont proposés.
needs-repair = Les fichiers de **{ $topic }** ne peuvent pas être lus pour l'instant. Rien n'en est effacé ; je réessaie de moi-même. `/enregistrer voir` en dit plus.
nobody-in-it = On n'entend personne dans l'enregistrement de **{ $topic }**.
cannot-be-mixed = **{ $topic }** n'a pas pu être mixé. Ses pistes sont en sûreté : demandez la forme « pistes ».
too-large-to-post = Ce fichier fait { $megabytes } Mo, et Discord en accepte { $most } ici. Essayez une autre forme. Il est dans le dossier des enregistrements, sous { $replay } ; avec les pages de ce bot (`[web]` dans sa configuration) vous auriez un lien.
cannot-post-here = On ne peut pas publier de rediffusion ici. Demandez dans un canal textuel, ou dans la discussion d'une scène.
no-pages = Il n'y a pas de liens : ce bot ne sert pas de pages. La personne qui le fait tourner les active par `[web]` dans sa configuration.
recorded-already = **{ $topic }** est déjà enregistré.
not-recorded = **{ $topic }** n'est pas enregistré. `/enregistrer commencer` y remédie.
nothing-said = Personne que je puisse enregistrer n'a parlé pendant ce temps.
bad-moment = « { $typed } » n'est pas un moment. Écrivez-le comme sur une horloge : `12:30`, `1:02:30`, ou en secondes.
ends-before-it-begins = Il n'y a rien entre ces deux moments. L'enregistrement dure { $length }.
clip-outdated = Quelqu'un a retiré sa voix de cet extrait à l'instant, et l'extrait a disparu. Faites-en un autre : il sera sans cette personne.
given-outdated = Quelqu'un qu'on y entendait a retiré sa voix à l'instant : j'ai repris ce fichier. Redemandez-le, il sera sans cette personne.
clip-too-long = Un extrait dure { $minutes } minutes au plus. L'enregistrement entier s'obtient par `/enregistrer obtenir`.
may-not-clip = { $by ->
       *[hosts] Ce sont les hôtes de ce salon qui en font des extraits.
        [speakers] Ce sont les personnes sur scène qui font des extraits de ce salon.
    }
no-transcripts = On ne fait pas de transcriptions ici. La personne qui fait tourner ce bot peut y remédier.
no-transcript = Il n'y a pas de transcription de **{ $topic }**. Son club n'en veut pas, ou pas un mot n'a été compris.
transcript-on-its-way = La transcription de **{ $topic }** est en cours. Elle prend à peu près le temps de parole ; redemandez plus tard.
storage-away = L'endroit où sont gardés les enregistrements ne répond pas en ce moment. Rien n'est perdu ; réessayez plus tard.
nothing-recorded = Aucun salon n'est enregistré ici.
not-on-this-stage = Je ne suis pas sur { $stage }, et n'y entends donc rien. Qui anime le salon m'y amène par `/salon voix`.
disk-nearly-full = Il y a trop peu de place sur le disque pour un enregistrement. La personne qui fait tourner ce bot doit en faire.
folder-refuses = Rien ne peut être écrit là où sont gardés les enregistrements{ $why ->
       *[other] {" : "}{ $why }
        [none] {""}
    }. La personne qui fait tourner ce bot doit y remédier.
recording-is-over = Cet enregistrement est terminé. `/enregistrer accord` dit ce qui vaut pour le prochain.

records-kept = Les enregistrements que vous avez lancés, ceux où figure une piste de vous et quand vous y avez parlé, et vos réponses à ce sujet, avec leur heure. En outre, ce que vous avez demandé par écrit pendant qu'un salon était enregistré.
records-left = Un enregistrement reste, sans votre voix ; votre piste est effacée.
