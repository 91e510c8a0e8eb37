# Les mots de la charpente. Ceux d'un cog sont dans son propre dossier `locale`.

incident = Quelque chose s'est mal passé de mon côté, vous n'y êtes pour rien. Réessayez ; si cela continue, donnez le numéro { $incident } à la personne qui héberge ce bot.
upstream = Discord ne répond pas comme il faut. Réessayez dans un instant. Si cela continue, donnez le numéro { $incident } à la personne qui héberge ce bot.
forbidden = Discord me le refuse : ce que je devrais changer est au-dessus de mon rôle. Un administrateur peut monter mon rôle. (Numéro { $incident }.)
forbidden-here = Discord me le refuse. Dans { $channel }, il me manque : { $permissions }. Un administrateur peut l'accorder à mon rôle. (Numéro { $incident }.)
missing-permissions = Je ne peux pas encore le faire. Dans { $channel }, il me manque : { $permissions }. Un administrateur peut l'accorder à mon rôle ou dans les paramètres de ce salon.
command-changed = Cette commande vient de changer. Attendez une minute, rechargez Discord et réessayez. (Numéro { $incident }.)
servers-only = Cela ne fonctionne que sur un serveur, pas en message privé. (Numéro { $incident }.)
person-not-here = { $person } n'est pas dans cette communauté, ou l'a quittée.
stage-full = { $channel } est complet. Un modérateur peut relever sa limite, ou m'accorder « Déplacer des membres », qui me laisse entrer quand même.
not-a-stage = { $channel } n'est pas un salon de conférence.

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
