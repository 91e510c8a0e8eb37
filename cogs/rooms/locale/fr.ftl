cog-name = Salons
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
    .kind = accès
    .kind-description = Qui peut entrer ; tout le monde, si vous ne dites rien
    .kind-choice-open = Ouvert : qui voit la scène
    .kind-choice-social = Entre nous : les membres qui ont le rôle du club
    .kind-choice-closed = Fermé : les animateurs, et qui est admis
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
command-room-adopt = adopter
    .description = Faire d'une scène ouverte dans Discord même un salon de votre club
    .club = club
    .club-description = Le club qui reçoit
    .stage = scène
    .stage-description = La scène qui est ouverte
command-room-rename = renommer
    .description = Donner un autre nom à la scène de votre salon, si elle est à lui ou à son club
    .name = nom
    .name-description = Comment le canal s'appelle désormais
command-room-kind = accès
    .description = Dire qui peut entrer dans le salon que vous animez ; qui y est reste
    .kind = accès
    .kind-description = Qui peut entrer
    .kind-choice-open = Ouvert : qui voit la scène
    .kind-choice-social = Entre nous : les membres qui ont le rôle du club
    .kind-choice-closed = Fermé : les animateurs, et qui est admis
command-room-admit = admettre
    .description = Laisser une personne entrer dans votre salon, qui n'est pas ouvert à tous
    .person = personne
    .person-description = Qui peut entrer
command-room-voice = voix
    .description = Amener ma voix dans votre salon, pour le carillon, l'enregistrement, les applaudissements
command-room-report = bilan
    .description = Voir comment un salon s'est passé : qui a parlé, qui écoutait, mains, applaudissements
    .room = salon
    .room-description = Quel salon ; le dernier, si vous ne dites rien
command-room-balance = équilibre
    .description = Voir qui a parlé combien de temps dans les salons de votre club, semaine par semaine
    .club = club
    .club-description = Les salons de quel club
    .weeks = semaines
    .weeks-description = Combien de semaines ; 8, si vous ne dites rien
command-room-clear = vider
    .description = Renvoyer dans le public tout le monde sauf les animateurs de votre salon
command-room-panel = plateau
    .description = Choisir qui faire monter sur la scène de votre salon, d'un seul coup
command-room-green = coulisses
    .description = Avoir un salon vocal privé où attendent les prochains orateurs, et y admettre une personne
    .person = personne
    .person-description = Qui peut y attendre
command-room-link = lien
    .description = Les liens sur la carte d'un salon
command-room-link-add = ajouter
    .description = Épingler un lien sur la carte de votre salon
    .url = url
    .url-description = Une adresse qui commence par https://
    .label = titre
    .label-description = Ce que dit son bouton ; le site, si vous ne dites rien
command-room-link-remove = retirer
    .description = Retirer un lien de la carte de votre salon
    .label = titre
    .label-description = Lequel
command-room-ping = appeler
    .description = Appeler dans votre salon une personne qui suit le club, de la façon qu'elle a choisie
    .person = personne
    .person-description = Qui appeler
command-room-rehearse = répéter
    .description = Jouer une soirée avec des absents, et voir ce qui échouerait ; rien n'est changé
    .club = club
    .club-description = La soirée de quel club
    .stage = scène
    .stage-description = Sur quelle scène ; sinon là où s'ouvrirait un salon du club
    .kind = accès
    .kind-description = Qui peut entrer dans le salon
    .kind-choice-open = Ouvert : qui voit la scène
    .kind-choice-social = Entre nous : les membres qui ont le rôle du club
    .kind-choice-closed = Fermé : les animateurs, et qui est admis
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
card-voice-comes-back = J'ai perdu la connexion avec cette scène et j'y reviens : ce que je diffuse attend, et rien n'est enregistré entre-temps.
card-voice = On entend ici : { $voice }
card-worker-away = { $worker } pourrait prêter sa voix à ce salon, mais n'est pas connecté à Discord en ce moment. Il viendra dès qu'il le sera.
card-worker-absent = { $worker } pourrait prêter sa voix à ce salon, si une personne qui peut gérer le serveur [l'y ajoutait]({ $link }).
card-worker-lacks = { $worker } pourrait prêter sa voix à ce salon, mais il lui manque ici : { $permissions }.
card-worker-busy = { $worker } prête sa voix à un autre salon.
card-over = Le salon est terminé. Il a duré { $minutes ->
        [0] moins d'une minute
        [one] une minute
       *[other] { $minutes } minutes
    }{ $people ->
        [0] .
        [one] , et une personne est venue.
       *[other] , et { $people } personnes sont venues.
    }
room-adopted = **{ $topic }** est maintenant un salon de **{ $club }**, et vous l'animez.
hosts-now = L'animateur est absent depuis un moment, alors { $person } anime maintenant ce salon.
closes-without-host = L'animateur est absent depuis un moment, et personne ici ne peut prendre le relais. Le salon ferme à { $at }, sauf si l'animateur revient ou si un coanimateur, un responsable du club ou un orateur est là d'ici là.
lost-permissions = Dans { $channel }, je viens de perdre ce dont j'ai besoin pour ce salon : { $permissions }. Un administrateur peut le rendre dans les paramètres de ce canal ; le salon continue en attendant.
stage-renamed = La scène s'appelle maintenant { $name }.
kind-changed = { $kind ->
        [social] Les membres qui ont le rôle du club peuvent maintenant entrer dans **{ $topic }**, et qui vous admettez avec `/salon admettre`. Les autres qui sont là restent ; Discord leur retire son bouton Demander la parole, et `/main lever` reste à leur disposition.
        [closed] Plus personne ne peut entrer dans **{ $topic }**, sauf ses animateurs et qui vous admettez avec `/salon admettre`. Les autres qui sont là restent ; Discord leur retire son bouton Demander la parole, et `/main lever` reste à leur disposition.
       *[open] Tout le monde peut maintenant entrer dans **{ $topic }**.
    }
person-admitted = { $person } peut maintenant entrer dans **{ $topic }**.
voice-brought = Ma voix est maintenant dans **{ $topic }**.
card-kind = { $kind ->
        [social] **Qui peut entrer :** les membres qui ont le rôle du club
       *[closed] **Qui peut entrer :** qui est admis par les animateurs
    }

next-room = Prochainement : **{ $topic }**, { $moment }, sur { $stage }
live-now = En ce moment : **{ $topic }** sur { $stage }
told-by-dm = **{ $club }**, dans **{ $community }**, a ouvert un salon : **{ $topic }**. Venez sur { $stage }.
    -# Vous suivez ce club. `/club oublier` y met fin.
told-in-channel =
    Un salon est ouvert sur { $stage } : **{ $topic }**
    -# Pour qui suit **{ $club }** : { $who }
job-tell = Avertissement de qui suit le club : « { $topic } »
button-applaud = Applaudir
applause-counted = Compté, pour { $person }.
applause-unheard = Personne n'a la parole que vous puissiez applaudir, ou vous venez d'applaudir.
report-head = ## { $topic }
    { $club }
report-time = Ouvert { $at } ; { $minutes ->
        [one] a duré une minute.
       *[other] a duré { $minutes } minutes.
    }
report-people = { $people ->
        [0] Personne n'est venu.
        [one] Une personne est venue.
       *[other] { $people } personnes sont venues ; { $most } à la fois, au plus.
    }
report-hands = Mains levées : { $hands }. Applaudissements : { $claps }.
report-speakers = **Sur scène**
    { $people }
report-speaker = { $person } : { $minutes ->
        [0] moins d'une minute
        [one] une minute
       *[other] { $minutes } minutes
    }{ $claps ->
        [0] {""}
        [one] , un applaudissement
       *[other] , { $claps } applaudissements
    }{ $talked ->
        [none] {""}
       *[other] , parole { $talked } sur { $recorded } enregistrées
    }
report-file = Le bilan de **{ $topic }**.
balance-head = ## Qui a parlé dans { $club }
    { $weeks ->
        [one] Cette semaine.
       *[other] Ces { $weeks } dernières semaines.
    }
balance-title = Qui a parlé dans { $club }
balance-line = { $person } : { $minutes ->
        [0] moins d'une minute
        [one] une minute
       *[other] { $minutes } minutes
    }
balance-empty = Personne n'a parlé dans un salon de **{ $club }** pendant ce temps, pour autant que cela ait été noté.
chart-stage = Sur scène
chart-listeners = Présents
chart-hands = Mains levées
chart-applause = Applaudissements
chart-minutes = Minutes
chart-bars = une barre vaut { $minutes } minutes
chart-others = Autres
job-clear = Vider la scène de **{ $topic }**
job-bring-up = Faire monter le plateau de **{ $topic }**
choose-panel = Qui dois-je faire monter ?
whom-to-bring-up = Choisissez qui monte dans **{ $topic }**. Je les invite l'un après l'autre, et j'amène d'abord sur la scène qui attend dans un autre salon vocal ; qui n'est dans aucun est laissé de côté.
green-room-name = Coulisses
green-room = Les prochains orateurs peuvent attendre dans { $channel }. Seuls le voient les animateurs, et qui vous admettez avec `/salon coulisses` ; il disparaît avec le salon.
green-room-for = { $person } peut maintenant attendre dans { $channel }. `/salon plateau` fait monter qui s'y trouve.
link-added = { $label } est maintenant sur la carte.
link-removed = { $label } n'est plus sur la carte.
pinged = J'appelle { $person } dans **{ $topic }**.

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
setting-host-away-minutes = Minutes sans animateur
    .description = Ensuite une autre personne présente anime le salon, ou il ferme ; 0 pour jamais
setting-empty-minutes = Minutes sans personne
    .description = Ensuite le salon ferme ; 0 pour jamais
setting-adopt-stages = Reprendre les scènes
    .description = La scène d'un club qui est ouverte dans Discord même devient un salon du club
setting-stage-pool = Scènes pour les salons
    .description = Un salon s'y ouvre si aucune n'est nommée ; si aucune n'est choisie, sur toute scène libre
setting-stages-on-demand = Créer des scènes
    .description = Si aucune scène n'est libre, une est créée pour le salon, et retirée après lui

no-room-here = Il n'y a pas de salon ouvert là où vous êtes. Rejoignez la scène d'un salon, ou ouvrez-en un avec `/salon ouvrir`.
not-host = Seul un animateur de ce salon peut le faire : qui l'anime, un coanimateur, ou le propriétaire, les administrateurs et les responsables de son club.
may-not-open-rooms = Dans **{ $club }**, le propriétaire, les administrateurs et les responsables ouvrent les salons, et vous n'en êtes pas encore ; aucun de vos rôles ici ne le permet non plus.
room-already-live = Un salon est ouvert sur cette scène : **{ $topic }**. Fermez-le d'abord, ou choisissez une autre scène.
stage-already-open = { $channel } a été ouvert dans Discord même. Faites-en un salon avec `/salon adopter`, fermez-le là-bas, ou choisissez une autre scène.
too-many-rooms = **{ $club }** a déjà { $most ->
        [one] un salon ouvert, et il n'en faut pas plus d'un ici.
       *[other] { $most } salons ouverts, et il n'en faut pas plus ici.
    }
closed-meanwhile = **{ $topic }** a été fermé dans Discord même pendant son ouverture. Rouvrez-le si c'était une erreur.
no-stage = Il n'y a pas de salon de conférence libre. Demandez à un administrateur d'en ajouter un (dans un serveur communautaire : Créer un salon, Conférence).
bad-topic = Discord refuse ce sujet : il contient des mots qu'il n'admet pas. Choisissez-en un autre.
cannot-come-back = J'ai perdu ma place sur cette scène, et Discord ne m'y laisse pas revenir. Le salon reste ouvert et la file continue, mais je ne peux pas être entendu. Un animateur me fait revenir avec `/salon voix`.
comes-back-later = Discord limite le nombre de mes connexions à ses serveurs vocaux, et a mis fin à la mienne pour cela. Le salon reste ouvert et la file continue, mais je ne peux pas être entendu. Je reviens dans une minute environ.
stays-off-stage = J'ai été déconnecté de cette scène encore et encore, alors je n'y reviens pas. Le salon reste ouvert et la file continue, mais je ne peux pas être entendu. Un animateur me fait revenir avec `/salon voix`.
not-listening = Vous n'êtes pas sur { $stage }. Les applaudissements viennent de ceux qui y écoutent.
not-on-stage = { $person } n'est pas sur la scène. Qui anime un salon doit y être.
bots-host-nothing = Un bot ne peut pas animer un salon.
hosts-already = { $person } anime déjà ce salon.
no-cohost = { $person } n'est pas coanimateur de ce salon.
too-many-cohosts = Un salon a au plus { $most } coanimateurs. Retirez-en un d'abord, avec `/salon coanimateur retirer`.
not-yours-to-hand-over = Un coanimateur ne peut pas céder un salon : c'est à son animateur, ou au propriétaire, aux administrateurs et aux responsables de son club.
not-open = { $channel } n'est pas ouvert dans Discord. Ouvrez-y un salon avec `/salon ouvrir`.
needs-club-role = Discord ne reconnaît les membres de **{ $club }** qu'à un rôle, et il n'en a pas. Créez-en un avec `/club faire rôle`, ou ouvrez le salon à tous.
event-is-over = Cet événement vient de se terminer ou d'être annulé : il ne peut pas commencer.
no-room-for-stage = Aucune scène n'est libre, et je ne peux pas en créer : le serveur n'a pas de conférences, ou autant de canaux que Discord en permet.
open-to-all = **{ $topic }** est ouvert à tous, personne n'a besoin d'être admis.
voice-is-elsewhere = Ma voix est dans **{ $topic }**, que vous n'animez pas. Un de ses animateurs, ou une personne qui peut gérer le serveur, peut l'amener ailleurs.
voice-is-here = Ma voix est déjà dans **{ $topic }**.
not-its-own-stage = D'autres se servent aussi de cette scène. Un salon peut renommer une scène créée pour lui, ou liée à **{ $club }**.
renamed-too-often = Discord permet de renommer un canal deux fois en dix minutes. Réessayez à { $at }.
no-such-report = Il n'y a pas eu de tel salon ici. Choisissez-en un parmi ceux qui sont proposés.
nothing-to-report = Vous n'avez encore animé aucun salon ici, et ne dirigez aucun club qui en ait eu.
nobody-to-move = Tout le monde est déjà là où vous le voulez.
moves-already = C'est déjà en cours. Attendez la fin, ou annulez sous la barre.
bad-link = Cela ne peut pas être épinglé : il faut une adresse qui commence par `https://`, sans nom ni mot de passe, de { $most } caractères au plus.
too-many-links = Une carte a de la place pour { $most } liens. Retirez-en un d'abord, avec `/salon lien retirer`.
no-such-link = Il n'y a pas de lien { $label } sur la carte. Choisissez-en un parmi ceux qui sont proposés.
not-following = { $person } n'a pas demandé à être prévenu des salons de ce club, alors je ne lui écris pas. On peut le suivre avec `/club suivre`.
is-here-already = { $person } est déjà là.
nowhere-to-mention = { $person } veut être mentionné dans le canal textuel de **{ $club }**, qui n'en a pas. Donnez-lui-en un avec `/club lier canal`.
pinged-already = { $person } a déjà été appelé dans ce salon.

# Une répétition. Ce qui ne va pas est dit par `rehearse-…`, et ce qu'il faut faire par `rehearse-fix-…`.
rehearsed-well = Tout irait bien dans { $kind ->
        [open] un salon ouvert
        [social] un salon pour les membres
       *[closed] un salon fermé
    } sur { $stage }. Rien n'a été changé.
rehearsed-badly = { $count ->
        [one] Une chose irait mal
       *[other] { $count } choses iraient mal
    } dans { $kind ->
        [open] un salon ouvert
        [social] un salon pour les membres
       *[closed] un salon fermé
    } sur { $stage }. Rien n'a été changé.
scene-well = ✅ { $scene }
scene-badly = ❌ **{ $scene }** { $problem }
    -# { $fix }
scene-open = J'ouvre la scène, j'y monte et je tiens la carte du salon.
scene-notify = Tout le monde est prévenu, comme votre club le veut.
scene-close-off = J'empêche d'entrer ceux pour qui le salon n'est pas.
scene-host = Vous entrez comme animateur.
scene-cohost = Un coanimateur sans aucun rôle entre.
scene-speaker = Un membre du club entre.
scene-hand = Il demande la parole, et je le laisse monter.
scene-listener = { $kind ->
        [open] Une personne sans aucun rôle vient écouter.
       *[other] Une personne sans aucun rôle reste dehors.
    }
scene-strangers = Aucun autre rôle n'ouvre la porte.
scene-kept-out = Une personne tenue à l'écart est renvoyée.
scene-green-room = Je crée des coulisses.
scene-past-queue = Personne ne monte sans passer par la file.
rehearse-i-lack = Il me manque { $what }.
rehearse-they-lack = Il manque { $what }.
rehearse-no-hand = Il manque { $what } : l'un pour le bouton de Discord, l'autre pour `/main lever`.
rehearse-taken = La scène est déjà ouverte.
rehearse-full = La scène est pleine.
rehearse-no-role = **{ $club }** n'a pas de rôle par lequel Discord connaîtrait ses membres.
rehearse-slips-in = Elle pourrait entrer.
rehearse-roles-slip-in = Ceux-ci pourraient aussi entrer : { $roles }.
rehearse-role = { $role }
rehearse-past-queue = Tout le monde modère cette scène, et le pourrait.
rehearse-fix-taken = Fermez-la d'abord, ou choisissez-en une autre avec `scène`.
rehearse-fix-full = Augmentez la limite de personnes dans les paramètres du canal.
rehearse-fix-no-role = `/club faire rôle` en crée un.
rehearse-fix-me = Dans les paramètres de { $channel }, autorisez à mon rôle { $what }.
rehearse-fix-host = Dans les paramètres de { $channel }, autorisez à l'un de vos rôles { $what }.
rehearse-fix-everybody = Dans les paramètres de { $channel }, autorisez à @everyone, ou au rôle du club, { $what }.
rehearse-fix-role = Dans les paramètres de { $channel }, que nul autre rôle que celui du club n'autorise { $what }.
rehearse-fix-server = Dans les paramètres du serveur, donnez à mon rôle { $what }.
rehearse-fix-queue = Dans les paramètres de { $channel }, n'autorisez plus à @everyone tout ensemble { $what }.

records-kept = Les salons que vous avez animés, seul ou à plusieurs ; ceux où vous étiez, vos heures d'arrivée et de départ, la durée de votre présence, vos prises de parole et les applaudissements reçus. Tant qu'un salon est ouvert : que l'on vous y a appelé.
records-left = Le salon reste, sans dire qui l'a animé ni que vous y étiez.
