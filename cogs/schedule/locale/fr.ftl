cog-name = Programme
cog-description = Les soirées des clubs, prévues comme événements, avec rappels et calendrier

command-schedule = programme
    .description = Les soirées prévues
command-schedule-create = créer
    .description = Prévoir une soirée de votre club ; Discord la montre comme événement
    .club = club
    .club-description = De quel club
    .topic = sujet
    .topic-description = De quoi il sera question
    .when = quand
    .when-description = À l'heure de ce serveur : 2026-12-04 20:00, vendredi 20h, demain 20h30
    .about = description
    .about-description = Ce qu'il faut en savoir
    .minutes = minutes
    .minutes-description = Combien de temps elle durera
    .repeat = retour
    .repeat-description = À quel rythme elle revient
    .repeat-choice-weekly = Chaque semaine
    .repeat-choice-fortnightly = Une semaine sur deux
    .repeat-choice-monthly = Chaque mois, le même jour de la même semaine
    .repeat-choice-yearly = Chaque année
    .repeat-choice-weekdays = Du lundi au vendredi
    .repeat-choice-weekends = Le samedi et le dimanche
    .host = animateur
    .host-description = Qui l'anime ; vous, si vous ne nommez personne
    .stage = scène
    .stage-description = Où ; sinon sur la scène de votre club
    .picture = image
    .picture-description = Une image, de préférence deux fois et demie plus large que haute
command-schedule-list = liste
    .description = Voir ce qui est prévu ici, du plus proche au plus lointain
    .club = club
    .club-description = Seulement ce que ce club a prévu
command-schedule-edit = modifier
    .description = Changer une soirée qui n'a pas commencé : sujet, heure, lieu, animateur ou image
    .evening = soirée
    .evening-description = Quelle soirée
    .topic = sujet
    .topic-description = De quoi il sera question
    .when = quand
    .when-description = À l'heure de ce serveur : 2026-12-04 20:00, vendredi 20h, demain 20h30
    .about = description
    .about-description = Ce qu'il faut en savoir
    .minutes = minutes
    .minutes-description = Combien de temps elle durera
    .repeat = retour
    .repeat-description = À quel rythme elle revient
    .repeat-choice-once = Une seule fois
    .repeat-choice-weekly = Chaque semaine
    .repeat-choice-fortnightly = Une semaine sur deux
    .repeat-choice-monthly = Chaque mois, le même jour de la même semaine
    .repeat-choice-yearly = Chaque année
    .repeat-choice-weekdays = Du lundi au vendredi
    .repeat-choice-weekends = Le samedi et le dimanche
    .host = animateur
    .host-description = Qui l'anime désormais
    .stage = scène
    .stage-description = Où elle aura lieu désormais
    .picture = image
    .picture-description = Une image, de préférence deux fois et demie plus large que haute
command-schedule-cancel = annuler
    .description = Annuler une soirée, avec toutes les fois où elle serait revenue
    .evening = soirée
    .evening-description = Quelle soirée
command-schedule-skip = sauter
    .description = Sauter la prochaine fois d'une soirée qui revient
    .evening = soirée
    .evening-description = Quelle soirée
command-schedule-start = commencer
    .description = Commencer une soirée que vous animez ; sinon, passé l'heure, les intéressés le sauront
    .evening = soirée
    .evening-description = Quelle soirée
command-schedule-remind = rappel
    .description = Choisir comment on vous rappelle les soirées qui vous intéressent
    .by = par
    .by-description = Comment
    .by-choice-channel = Une mention dans un canal
    .by-choice-dm = Un message privé
    .by-choice-nothing = Pas du tout
command-schedule-calendar = calendrier
    .description = Recevoir ce qu'un club a prévu, en fichier et à une adresse que votre calendrier peut suivre
    .club = club
    .club-description = Les soirées de quel club
    .new_address = nouvelle-adresse
    .new_address-description = Changer l'adresse du club ; l'ancienne ne mène alors nulle part
command-schedule-cohost = coanimateur
    .description = Animer une soirée à plusieurs
command-schedule-cohost-add = ajouter
    .description = Laisser une personne animer une soirée avec son animateur
    .evening = soirée
    .evening-description = Quelle soirée
    .person = personne
    .person-description = Qui pourra la commencer et l'animer
command-schedule-cohost-remove = retirer
    .description = Ne plus laisser un coanimateur animer une soirée ; ou vous retirer vous-même
    .evening = soirée
    .evening-description = Quelle soirée
    .person = personne
    .person-description = Qui n'est plus coanimateur

# Ce qu'une communauté et ses clubs peuvent régler.
setting-remind-minutes = Rappel
    .description = Autant de minutes avant une soirée, les personnes intéressées sont prévenues ; 0 : pas du tout.
setting-remind-channel = Où rappeler
    .description = Un canal textuel. Sinon celui du club, ou la discussion de la scène.
setting-mention-interested = Mentionner les personnes intéressées
    .description = Dans le canal, chaque personne intéressée est mentionnée, sauf si elle a choisi autre chose. Sans cela, seuls partent des messages privés, à qui en veut.
setting-late-minutes = Attendre l'animateur
    .description = Si personne n'a ouvert la soirée autant de minutes après l'heure, les personnes intéressées le savent.
setting-when-missed = Si personne ne vient
    .description = Ce que devient une soirée que personne n'a ouverte.
setting-when-missed-cancel = Elle est annulée, ou passe à sa prochaine fois
setting-when-missed-leave = Elle reste, pour qui viendra plus tard
setting-adopt-events = Événements créés dans Discord
    .description = Un événement créé dans Discord même, sur la scène d'un club, est une soirée de ce club.

# Les jours, tels qu'on les tape.
word-today = aujourd'hui
word-tomorrow = demain

# Ce qui a été prévu, et ce qui l'est.
repeated = { $repeat ->
       *[once] {""}
        [weekly] {" "}· chaque semaine
        [fortnightly] {" "}· une semaine sur deux
        [monthly] {" "}· chaque mois
        [yearly] {" "}· chaque année
        [weekdays] {" "}· du lundi au vendredi
        [weekends] {" "}· samedi et dimanche
    }
one-host = { $person }
evening-planned = **{ $topic }**, de **{ $club }**, est prévue { $moment } sur { $stage }{ $again }, animée par { $hosts }.
    { $link }
    Le fichier l'ajoute à n'importe quel calendrier.
    À l'heure dite, `/programme commencer` ouvre son salon. Nommez des coanimateurs avec `/programme coanimateur ajouter` : ils peuvent aussi la commencer.
evening-changed = **{ $topic }**, de **{ $club }**, est désormais prévue { $moment } sur { $stage }{ $again }, animée par { $hosts }.
    { $link }
    Le fichier la met à jour dans un calendrier qui l'a déjà.
evening-cancelled = **{ $topic }**, { $moment }, est annulée et ne revient pas.
evening-skipped = **{ $topic }** est sautée { $moment }. Elle revient { $later }.
nothing-planned = Rien n'est prévu. Qui ouvre les salons d'un club peut y remédier avec `/programme créer`.
evening-line = - [{ $topic }]({ $link }), { $moment } sur { $stage }{ $again } · **{ $club }**, { $hosts }
evening-line-live = - **En ce moment :** [{ $topic }]({ $link }) sur { $stage }{ $again } · **{ $club }**, { $hosts }
and-more-evenings = -# Et { $more } de plus, dans la liste des événements de Discord.
cohost-added = { $person } anime **{ $topic }** avec son animateur.
cohost-removed = { $person } n'est plus coanimateur de **{ $topic }**.

# Ce que l'on dit d'une soirée.
job-remind = les personnes intéressées par { $topic } sont prévenues
reminder = **{ $topic }**, de **{ $club }**, commence { $moment }, sur { $stage }. { $who }
reminder-by-dm = **{ $topic }**, de **{ $club }**, dans **{ $community }**, commence { $moment }, sur { $stage }.
    -# Vous avez demandé un rappel par message privé. `/programme rappel` y met fin là-bas.
called = { $who } C'est l'heure de **{ $topic }**, de **{ $club }**, sur { $stage }. Chacun de vous peut commencer, ici ou avec `/programme commencer`. Si personne ne le fait d'ici { $minutes } minutes, les personnes intéressées le sauront.
missed = **{ $topic }**, de **{ $club }**, devait commencer { $moment }, et personne n'est venu l'ouvrir. { $outcome } { $who }
missed-by-dm = **{ $topic }**, de **{ $club }**, dans **{ $community }**, devait commencer { $moment }, et personne n'est venu l'ouvrir. { $outcome }
    -# Vous avez demandé à le savoir par message privé. `/programme rappel` y met fin là-bas.
missed-cancelled = Elle est annulée.
missed-again = Elle revient { $again }.
missed-stays = Elle peut encore commencer plus tard.
button-remind-dm = Me le rappeler en message privé
button-remind-nothing = Pas de rappel
button-start = Commencer
reminded-by = { $by ->
        [channel] Vous êtes mentionné dans un canal avant les soirées qui vous intéressent.
        [dm] Vous recevez un message privé avant les soirées qui vous intéressent.
       *[nothing] On ne vous rappelle plus rien ici. `/programme rappel` y remédie.
    }
evening-started = **{ $topic }** est ouverte sur { $stage }. Vous l'animez ; qui d'autre devait l'animer est coanimateur.
calendar-file = Voici ce que **{ $club }** a prévu, pour n'importe quel calendrier. Le fichier reste tel qu'il est : redemandez-le quand vous voulez.
calendar-address = Voici ce que **{ $club }** a prévu, pour n'importe quel calendrier. Celui qui suit cette adresse reste à jour :
    { $address }
    Quiconque connaît l'adresse peut le lire : donnez-la avec soin. Ceux qui prévoient les soirées du club peuvent en changer avec `/programme calendrier`.

# Ce qui est refusé.
may-not-plan = Seuls le propriétaire, les admins et les responsables de **{ $club }** prévoient ses soirées ; qui en anime une peut la changer.
no-such-moment = Je ne peux pas lire cela comme une heure. Écrivez le jour comme `2026-12-04`, `vendredi` ou `demain`, puis l'heure comme `20:00` ou `20h30`. Sans jour, c'est la prochaine fois qu'il est cette heure.
not-on-the-clock = Il n'est jamais { $time } le { $day } : les horloges avancent à ce moment-là.
in-the-past = { $moment }, c'est passé. Une soirée se prévoit d'avance.
too-far-ahead = { $moment }, c'est dans plus de cinq ans, et Discord ne prévoit pas si loin.
does-not-recur-then = { $repeat ->
        [weekends] Samedi et dimanche : la première fois doit donc être l'un des deux.
       *[weekdays] Du lundi au vendredi : la première fois doit donc être l'un de ces jours.
    }
too-many-events = Ce serveur a { $most } événements, autant que Discord en permet. Annulez-en un d'abord.
no-stage-for-it = **{ $club }** n'a pas sa propre scène, et il y en a plusieurs ici. Dites laquelle, avec `scène`, ou donnez-lui-en une avec `/club lier scène`.
no-such-evening = Aucune soirée de ce nom n'est prévue, ou plusieurs le sont. Choisissez-en une parmi celles proposées.
evening-is-over = **{ $topic }** a commencé ou est terminée, et ne peut plus changer.
comes-once = **{ $topic }** ne revient pas : il n'y a pas de fois à sauter. `/programme annuler` y met fin.
nothing-to-change = Dites ce qui doit changer : remplissez au moins une des options.
bad-event-picture = Ce n'est pas une image que je peux lire : PNG, JPEG, GIF ou WebP, { $most } Mo au plus.
bad-event-text = Discord n'en permet pas un mot. Dites-le autrement.
bots-host-no-evening = Un bot n'anime pas de soirée.
too-many-cohosts = Une soirée a { $most } coanimateurs au plus. Retirez-en un d'abord, avec `/programme coanimateur retirer`.
is-cohost-already = { $person } l'anime déjà.
is-no-cohost = { $person } n'en est pas coanimateur.
may-not-start = Seuls son animateur, ses coanimateurs et ceux qui ouvrent les salons du club peuvent commencer **{ $topic }**.
is-on-already = **{ $topic }** a déjà commencé.

records-kept = Les soirées que vous animez, seul ou à plusieurs, et comment vous voulez les rappels.
records-left = Une soirée reste, sans dire qui devait l'animer. La liste des personnes intéressées est celle de Discord, et son bouton y met fin.
