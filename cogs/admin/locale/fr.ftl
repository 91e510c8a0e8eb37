cog-name = Administration
cog-description = Paramètres, installation, mise en marche, vie privée et aide

# Commandes.
command-settings = paramètres
    .description = Voir et changer les paramètres de cette communauté ou d'un club
    .cog = partie
    .cog-description = De quelle partie ; de toutes si vous ne dites rien
    .club = club
    .club-description = Un club dont les paramètres peuvent différer de ceux de la communauté
    .file = fichier
    .file-description = Des paramètres à importer, un fichier écrit par une exportation
command-setup = installation
    .description = M'installer dans cette communauté, pas à pas
command-cogs = cogs
    .description = Ce qui est en marche dans cette communauté
command-cogs-list = liste
    .description = Voir ce qui est en marche ici, et ce qui est désactivé
command-cogs-on = activer
    .description = Remettre une partie en marche
    .cog = partie
    .cog-description = Quelle partie
command-cogs-off = désactiver
    .description = Désactiver une partie ; ce qu'elle a enregistré reste
    .cog = partie
    .cog-description = Quelle partie
command-privacy = vie-privée
    .description = Ce que je garde à votre sujet
command-privacy-show = voir
    .description = Voir ce que je garde à votre sujet dans cette communauté
command-privacy-export = exporter
    .description = Recevoir tout ce que je garde à votre sujet dans un fichier
command-privacy-forget = oublier
    .description = Me faire tout oublier de vous dans cette communauté ; je redemande d'abord
command-help = aide
    .description = Voir ce que vous pouvez faire ici, ou comment s'utilise une commande
    .command = commande
    .command-description = La commande à expliquer

# Qui peut.
needs-manage-server = C'est réservé aux personnes qui ont la permission « Gérer le serveur ». Si vous dirigez un club, nommez-le : `/paramètres` a une option pour cela.
may-not-set-club = Les paramètres de **{ $club }** sont changés par son propriétaire et ses administrateurs, et par les personnes qui ont la permission « Gérer le serveur ».
setting-is-gone = Ce paramètre n'existe plus. Rouvrez la page avec `/paramètres`.

# Valeurs.
value-yes = oui
value-no = non
value-none = rien
value-default = la valeur par défaut
value-gone = un élément qui n'existe plus
value-number = { $number }
value-text = { $text }
value-more = et { $more } de plus
limits-number = { $known ->
        [both] De { $least } à { $most }.
        [least] { $least } ou plus.
       *[most] { $most } ou moins.
    }
limits-text = { $known ->
        [both] De { $least } à { $most } caractères.
        [least] { $least } caractères ou plus.
       *[most] { $most } caractères au plus.
    }
limits-several = { $known ->
        [both] De { $least } à { $most }.
        [least] { $least } ou plus.
       *[most] { $most } au plus.
    }

# Les pages de paramètres.
page-head = ## { $of ->
        [club] { $cog } : paramètres de { $club }
       *[community] { $cog } : paramètres
    }
    { $description }{ $paged ->
        [yes] {" "}(page { $page } sur { $pages })
       *[no] {""}
    }
remark = -# { $text }
setting-block = **{ $label }**
    { $description }
    -# { $state }{ $limited ->
        [yes] {" "}{ $limits }
       *[no] {""}
    }
setting-state = { $chosen ->
        [yes] Actuellement : **{ $value }**. { $of ->
            [club] Dans toute la communauté : { $fallback }.
           *[community] Par défaut : { $fallback }.
        }
       *[no] Actuellement : **{ $value }**, { $of ->
            [club] comme dans toute la communauté.
           *[community] la valeur par défaut.
        }
    }
change-button = Changer
choose = Choisissez
choose-none = Choisissez, ou rien
choose-cog = Les paramètres de quoi ?
put-back = Remettre quelque chose comme avant
previous = Retour
next = Suite
history-button = Historique
export-button = Exporter
export-all-button = Tout exporter
import-button = Importer
all-settings = Tous les paramètres
overview-head = ## { $of ->
        [club] Paramètres de { $club }
       *[community] Paramètres
    }
overview-line = - **{ $cog }** : { $description }
overview-empty = Rien de ce qui est en marche ici n'a de paramètres pour un club.
notice-changed = **{ $setting }** : { $old } → { $new }
notice-same = C'était déjà ainsi.
notice-put-back = { $count ->
        [0] Rien n'était différent.
        [one] Un paramètre a été remis comme avant.
       *[other] { $count } paramètres ont été remis comme avant.
    }
notice-undone = Annulé. { $change }
notice-imported = { $count ->
        [0] Importé ; rien n'était différent.
        [one] Importé : un paramètre est différent maintenant.
       *[other] Importé : { $count } paramètres sont différents maintenant.
    }
exported = Tout ce qui a été choisi ici. Gardez le fichier, ou importez-le à nouveau sur cette page.
import-title = Importer des paramètres
import-field = Le fichier
import-hint = Un fichier écrit par une exportation. Ce qu'il ne nomme pas redevient la valeur par défaut.

# L'historique.
history-head = ## { $of ->
        [club] { $cog } : historique de { $club }
       *[community] { $cog } : historique
    }
history-empty = Rien n'a encore été changé.
history-entry = { $change }
    -# { $at }, { $person }{ $undo ->
        [yes] {" "}(annulation)
       *[no] {""}
    }
history-newest = Les plus récents
history-older = Plus anciens
undo-button = Annuler
back-to-settings = Paramètres

# L'installation.
setup-progress = -# Étape { $step } sur { $steps }
setup-head = ## { $cog }
    { $description }
setup-permissions = ## Ce que je peux faire ici
    Il me faut : { $needed }.
setup-own-role = mon rôle
setup-gap = - **Dans tout le serveur**, il me manque : { $permissions }. Accordez-le à { $role } dans Paramètres du serveur, Rôles ; ou ajoutez-moi à nouveau avec le bouton ci-dessous, qui ne demande que ce qu'il faut.
setup-gap-in-channel = - Dans { $channel }, il me manque : { $permissions }. Accordez-le à { $role } dans les paramètres de ce salon, Permissions.
setup-more-gaps = - et à { $more } autres endroits.
setup-gaps = Corrigez cela et vérifiez à nouveau, ou continuez : je dirai ce qui manque à qui en sera gêné.
setup-no-gaps = J'ai tout ce qu'il faut. Continuez.
setup-worker = { $worker } peut prêter sa voix à un deuxième salon en même temps.
setup-worker-away = { $worker }, qui prête sa voix à un deuxième salon en même temps, n'est pas connecté à Discord en ce moment.
setup-worker-absent = { $worker } pourrait prêter sa voix à un deuxième salon en même temps, une fois que vous l'aurez [ajouté à ce serveur]({ $link }).
setup-worker-gap = { $worker } pourrait prêter sa voix à un deuxième salon en même temps, mais il lui manque { $permissions } { $where ->
        [role] sur tout le serveur : activez-le pour son rôle.
       *[channels] dans { $channels } : autorisez-le dans les paramètres de ce salon.
    }
setup-invite = M'ajouter à nouveau
setup-check = Vérifier à nouveau
setup-back = Retour
setup-next = Suite
setup-again = Depuis le début
summary-head = ## Tout est prêt
summary-cog = **{ $cog }**
summary-setting = - { $setting } : { $value }
summary-off = Désactivé ici : { $cogs }.
summary-kept = **Ce qui est gardé sur les personnes**
summary-line = - { $text }
summary-end = Tout peut être changé à tout moment avec `/paramètres` ; `/cogs désactiver` désactive des parties, et `/aide` montre à chacun ce qu'il peut faire.

# La mise en marche.
part-list = ## Ce qui est en marche ici
    { $lines }
part-line-on = - **{ $cog }** : { $description }
part-line-off = - ~~{ $cog }~~ est désactivé par { $person }, depuis le { $at }.
part-line-needs = - ~~{ $cog }~~ ne marche pas sans { $other }, désactivé par { $person } depuis le { $at }.
part-on = **{ $cog }** est de nouveau en marche{ $more ->
        [yes] , et avec lui ce qui en a besoin : { $needing }
       *[no] {""}
    }.
part-off = **{ $cog }** est désactivé{ $more ->
        [yes] , et avec lui ce qui en a besoin : { $needing }
       *[no] {""}
    }. Ses commandes restent visibles et le disent. Ce qui est enregistré reste ; `/cogs activer` remet tout en marche.
part-on-already = **{ $cog }** n'était pas désactivé.
part-off-already = **{ $cog }** est déjà désactivé.

# La vie privée.
kept = Ce que je garde sur les personnes dans cette communauté, et ce qu'il y a à votre sujet :
    { $kept }
    `/vie-privée exporter` vous donne tout dans un fichier ; `/vie-privée oublier` me le fait oublier.
kept-line = - **{ $cog }** : { $kept } { $count ->
        [0] Rien à votre sujet.
        [one] Une entrée à votre sujet.
       *[other] { $count } entrées à votre sujet.
    }
about-you = Tout ce que je garde à votre sujet dans cette communauté. Vous seul voyez ce fichier.
forget-question = Je vais vous oublier dans cette communauté : ce que vous êtes dans les clubs, ce que vous avez fait, ce que vous avez. C'est irréversible. Ce qui reste :
    { $left }
    Dois-je le faire ?
left-line = - **{ $cog }** : { $left }
forget-button = Oubliez-moi
keep-button = Tout garder
forgotten = Vous êtes oublié dans cette communauté. Ce qui reste :
    { $left }
kept-all = Rien n'a changé ; je garde tout comme avant.
too-much-to-send = Il y a plus à votre sujet que ce que Discord accepte dans un fichier. Demandez-le à la personne qui héberge ce bot.

# L'aide.
help-head = ## Ce que vous pouvez faire ici
    Cliquez sur une commande pour l'utiliser ; `/aide` avec son nom l'explique.
help-cog = ### { $cog }
help-line = { $command } : { $does }
help-menu = **{ $name }**, dans le menu d'un message ou d'une personne
help-command = { $command }
    { $does }
help-option = - `{ $name }`{ $needed ->
        [no] {" "}(facultatif)
       *[yes] {""}
    } : { $description }
help-needs = Demande la permission : { $permissions }.
no-such-command = Il n'y a pas de commande { $command } que vous puissiez utiliser ici. `/aide` montre celles qu'il y a.

# Bonjour.
welcome = ## Bonjour
    J'anime des clubs audio sur les salons de conférence : des clubs et leurs membres, des salons qui s'ouvrent et se ferment, une file équitable de mains levées.
    Qui peut gérer ce serveur m'installe avec le bouton, ou plus tard avec `/installation`. Pour tous les autres : `/aide` montre ce que vous pouvez faire.
welcome-button = Installer
