# Les mots de la charpente. Ceux d'un cog sont dans son propre dossier `locale`.

incident = Quelque chose s'est mal passé de mon côté, vous n'y êtes pour rien. Réessayez ; si cela continue, donnez le numéro { $incident } à la personne qui héberge ce bot.
upstream = Discord ne répond pas comme il faut. Réessayez dans un instant. Si cela continue, donnez le numéro { $incident } à la personne qui héberge ce bot.
not-writable = Je ne peux rien garder pour le moment : il n'y a plus de place, ou je n'ai pas le droit d'écrire. Rien n'a été fait, et rien de ce que j'ai n'est perdu. Cela reprendra de soi-même une fois réglé ; donnez le numéro { $incident } à la personne qui héberge ce bot.
database-away = Je n'ai pas accès à mes données pour le moment. Réessayez dans un instant. Si cela continue, donnez le numéro { $incident } à la personne qui héberge ce bot.
forbidden = Discord me le refuse : ce que je devrais changer est au-dessus de mon rôle. Un administrateur peut monter mon rôle. (Numéro { $incident }.)
forbidden-here = Discord me le refuse. Dans { $channel }, il me manque : { $permissions }. Un administrateur peut l'accorder à mon rôle. (Numéro { $incident }.)
missing-permissions = Je ne peux pas encore le faire. Dans { $channel }, il me manque : { $permissions }. Un administrateur peut l'accorder à mon rôle ou dans les paramètres de ce salon.
command-changed = Cette commande vient de changer. Attendez une minute, rechargez Discord et réessayez. (Numéro { $incident }.)
servers-only = Cela ne fonctionne que sur un serveur, pas en message privé. (Numéro { $incident }.)
person-not-here = { $person } n'est pas dans cette communauté, ou l'a quittée.
stage-full = { $channel } est complet. Un modérateur peut relever sa limite, ou m'accorder « Déplacer des membres », qui me laisse entrer quand même.
stage-encrypted = Discord exige pour { $channel } un chiffrement de bout en bout, ce qu'il n'exigeait d'aucune scène jusqu'ici, et que je ne parle pas là. On ne peut donc pas m'entendre, et je ne peux rien enregistrer. La personne qui héberge ce bot devrait chercher une version plus récente.
not-a-stage = { $channel } n'est pas un salon de conférence.

cog-is-off = { $cog } est désactivé ici, par { $person }, depuis le { $at }. Un administrateur peut le réactiver avec `/cogs activer`.
cog-needs-another = { $cog } a besoin de { $other }, désactivé ici par { $person } depuis le { $at }. Un administrateur peut le réactiver avec `/cogs activer`.
no-such-cog = Je n'ai rien qui s'appelle { $cog }. `/cogs liste` montre ce qu'il y a.
cog-stays-on = { $cog } reste en marche : sans cela, personne ne pourrait plus rien remettre en marche.
somebody = une personne oubliée

# Paramètres.
setting-refused = Rien n'a été changé.
    { $reasons }
setting-line = **{ $setting }** : { $reason }
setting-too-small = le minimum est { $least }.
setting-too-large = le maximum est { $most }.
setting-too-short = il faut au moins { $least ->
        [one] un caractère
       *[other] { $least } caractères
    }.
setting-too-long = il y a au plus { $most ->
        [one] un caractère
       *[other] { $most } caractères
    }.
setting-not-a-number = ce n'est pas un nombre entier.
setting-too-few = choisissez-en au moins { $least }.
setting-too-many = choisissez-en { $most } au plus.
setting-not-a-switch = choisissez oui ou non.
setting-not-a-choice = ce n'est pas l'un des choix.
setting-wrong-form = cela ne s'écrit pas ainsi.
setting-no-time-zone = aucun fuseau horaire ne porte ce nom. Écrivez une ville, ou un nom comme { $like }.
setting-unknown = Il n'y a pas de paramètre { $name }.
setting-not-here = il n'y a ici ni salon ni rôle de ce genre. Choisissez-le à nouveau sur la page.
setting-does-not-fit = cela ne convient pas.
setting-nothing-to-undo = Ce changement ne peut pas être annulé : le paramètre a changé depuis, ou le changement n'existe plus.
no-such-settings = { $cog } n'a pas de paramètres ici. `/paramètres` montre tout ce qui en a.
settings-not-exported = Ce n'est pas un fichier écrit par une exportation ; rien n'a été changé.
settings-exported-elsewhere = Ce fichier contient des paramètres d'une autre partie ou d'un autre club : rien n'a été changé. Importez-le là où il a été exporté.
no-club-settings = Les paramètres de { $cog } sont les mêmes pour tous les clubs d'ici.
no-such-club-here = Il n'y a pas de club { $club } dans cette communauté : rien n'a été changé.

members-intent-on = Je suis informé des arrivées, des départs et des changements de rôles, au moment où ils ont lieu.
members-intent-off = Je ne suis informé ni des arrivées, ni des départs, ni des changements de rôles : je les remarque quand quelqu'un utilise une commande ou vient à une conférence. La personne qui héberge ce bot peut changer cela avec l'intent des membres.

community-settings = Communauté
    .description = Ce qui vaut pour elle tout entière
setting-language = Langue
    .description = De ce que tout le monde lit ; ce qu'une personne lit seule est dans sa langue
setting-language-auto = Celle choisie dans Discord
setting-language-en = Anglais
setting-language-fr = Français
setting-time-zone = Fuseau horaire
    .description = Celui des heures que les gens écrivent, comme Europe/Paris
setting-stage-category = Catégorie des conférences
    .description = Là où sont créés les salons des clubs
setting-retention-days = Jours de conservation
    .description = Durée de garde des données après mon départ ; le registre des pourboires reste

# Le travail sur beaucoup de monde, l'un après l'autre.
job = Je parcours une liste
job-title = **{ $title }**
job-counts = { $done ->
        [one] { $done } fait
       *[other] { $done } faits
    } sur { $total }{ $failed ->
        [0] .
        [one] , un échec.
       *[other] , { $failed } échecs.
    }
job-ready-at = Fin prévue { $at }.
job-ended = { $state ->
        [cancelled] Annulé ; le reste demeure tel quel.
        [stopped] Arrêté : Discord refuse l'un après l'autre. Il me manque peut-être une permission, ou les personnes concernées sont au-dessus de mon rôle.
       *[done] Terminé.
    }
job-cancel = Annuler
job-is-cancelled = J'arrête là. Ce qui est fait reste fait.
job-is-over = C'est déjà terminé.
job-of-somebody-else = Seule la personne qui a lancé ce travail, ou quelqu'un qui gère le serveur, peut l'annuler.

# Ce que la charpente garde d'une personne, et ce qui reste une fois cette personne oubliée.
cog-name = Rostra lui-même
records-kept = Les paramètres que vous avez changés, leur valeur avant et après et le moment, les parties que vous avez désactivées et, jusqu'à une semaine après sa fin, le travail de longue durée que vous avez lancé ou qui vous concernait.
records-left = Les paramètres restent tels que vous les avez laissés, sans dire que c'était vous.

# Les noms de Discord, tels que ses paramètres les montrent.
permission-view-channel = Voir le salon
permission-connect = Se connecter
permission-manage-channels = Gérer les salons
permission-mute-members = Rendre les membres muets
permission-move-members = Déplacer des membres
permission-send-messages = Envoyer des messages
permission-request-to-speak = Demande de prise de parole
permission-mention-everyone = Mentionner @everyone
permission-manage-events = Gérer les évènements
permission-create-events = Créer des évènements
permission-manage-roles = Gérer les rôles
permission-embed-links = Intégrer des liens
permission-attach-files = Joindre des fichiers
permission-create-instant-invite = Créer une invitation
permission-kick-members = Expulser des membres
permission-ban-members = Bannir des membres
permission-administrator = Administrateur
permission-manage-guild = Gérer le serveur
permission-add-reactions = Ajouter des réactions
permission-view-audit-log = Voir les logs du serveur
permission-priority-speaker = Voix prioritaire
permission-stream = Vidéo
permission-read-messages = Voir le salon
permission-send-tts-messages = Envoyer des messages de synthèse vocale
permission-manage-messages = Gérer les messages
permission-read-message-history = Voir les anciens messages
permission-external-emojis = Utiliser des émojis externes
permission-use-external-emojis = Utiliser des émojis externes
permission-view-guild-insights = Voir les analyses du serveur
permission-speak = Parler
permission-deafen-members = Mettre en sourdine des membres
permission-use-voice-activation = Utiliser la détection de la voix
permission-change-nickname = Changer le pseudo
permission-manage-nicknames = Gérer les pseudos
permission-manage-permissions = Gérer les permissions
permission-manage-webhooks = Gérer les webhooks
permission-manage-expressions = Gérer les expressions
permission-manage-emojis = Gérer les expressions
permission-manage-emojis-and-stickers = Gérer les expressions
permission-use-application-commands = Utiliser les commandes de l'application
permission-manage-threads = Gérer les fils
permission-create-public-threads = Créer des fils publics
permission-create-private-threads = Créer des fils privés
permission-external-stickers = Utiliser des autocollants externes
permission-use-external-stickers = Utiliser des autocollants externes
permission-send-messages-in-threads = Envoyer des messages dans les fils
permission-use-embedded-activities = Utiliser les activités
permission-moderate-members = Exclure temporairement des membres
permission-view-creator-monetization-analytics = Voir les analyses de monétisation
permission-use-soundboard = Utiliser la soundboard
permission-create-expressions = Créer des expressions
permission-use-external-sounds = Utiliser des sons externes
permission-send-voice-messages = Envoyer des messages vocaux
permission-set-voice-channel-status = Définir le statut du salon vocal
permission-send-polls = Créer des sondages
permission-create-polls = Créer des sondages
permission-use-external-apps = Utiliser des applications externes
permission-pin-messages = Épingler des messages
permission-bypass-slowmode = Ignorer le mode lent
