cog-name = Mains
cog-description = Qui veut parler, et à qui le tour

command-hand = main
    .description = Demander la parole dans un salon
command-hand-raise = lever
    .description = Demander la parole ; avec une question, si vous voulez
    .question = question
    .question-description = Écrire ce que vous voulez demander
command-hand-status = place
    .description = Voir votre place dans la file, et à qui le tour selon quelle règle
command-hand-rule = règle
    .description = Choisir à qui le tour dans votre salon à partir de maintenant
    .policy = règle
    .policy-description = Qui passe avant qui ; l'ordre d'arrivée décide du reste
    .policy-choice-first_come = Dans l'ordre d'arrivée
    .policy-choice-fair_floor = Qui a le moins parlé dans ce club récemment
    .policy-choice-newcomers = Les nouveaux d'abord
    .policy-choice-weighted = Certains rôles attendent moins
    .policy-choice-questions = Les questions écrites d'abord
command-hand-lower = baisser
    .description = Renoncer à votre place dans la file
command-hand-queue = file
    .description = Voir qui attend la parole, dans l'ordre, et selon quelle règle
command-hand-next = suivant
    .description = Inviter la personne dont c'est le tour

next-on-card = **Ensuite :** { $people }{ $more ->
        [0] {""}
       *[other] {" "}et { $more } de plus
    }

setting-policy = À qui le tour
    .description = La règle avec laquelle un salon commence ; ses animateurs peuvent en choisir une autre
setting-policy-first-come = Dans l'ordre d'arrivée
setting-policy-fair-floor = Qui a le moins parlé dans le club récemment
setting-policy-newcomers = Les nouveaux d'abord
setting-policy-weighted = Certains rôles attendent moins
setting-policy-questions = Les questions écrites d'abord
setting-weighted-roles = Rôles qui attendent moins
    .description = Pour la règle de ce nom ; le premier attend le moins
setting-fair-weeks = Semaines qui comptent
    .description = Jusqu'où les règles regardent en arrière qui a parlé et qui était là
setting-answer-seconds = Secondes pour accepter
    .description = Après ce temps une invitation à parler expire et la personne suivante est invitée ; avec 0 jamais
setting-next-when-declined = Inviter la personne suivante
    .description = Quand quelqu'un dont c'était le tour refuse, part ou ne répond pas
setting-most-speakers = Orateurs au plus
    .description = En plus des animateurs ; avec 0 autant qu'ils en invitent
setting-autopilot = Places que je garde occupées
    .description = J'invite à tour de rôle jusqu'à ce nombre, sans les animateurs ; avec 0 un animateur appelle
setting-speaking-seconds = Temps de parole en secondes
    .description = Ensuite on retourne dans le public, sauf les animateurs ; avec 0 chacun parle autant qu'il veut
setting-warning-seconds = Secondes d'avertissement
    .description = Combien avant la fin on est prévenu, avec un carillon ; avec 0 on ne l'est pas
setting-grace-seconds = Secondes de grâce
    .description = Le temps de finir sa phrase après la fin du temps de parole
setting-panel-at-start = Panneau dès le début
    .description = Mettre le panneau des animateurs dans le chat de la scène à l'ouverture ; `/main panneau` le met ailleurs
setting-report-channel = Les signalements vont dans
    .description = Où vos administrateurs lisent ce qui est signalé depuis les scènes ; sinon rien ne peut être signalé
setting-queue-seen-by = Qui voit la file
    .description = Avec la commande qui liste qui attend, sur la carte, et sur le panneau dans la discussion du salon
setting-queue-seen-by-everybody = Tout le monde
setting-queue-seen-by-hosts = Les animateurs
setting-most-listed = Le plus montré de la file
    .description = Combien de noms la commande montre ; la file elle-même n'a pas de fin

records-kept = Des salons ouverts : si votre main est levée, depuis quand et ce que vous voulez demander, et quand vous avez parlé. Et aussi ce que des animateurs ont fait à votre sujet et vous au sujet d'autres, et d'où vous êtes exclu et pourquoi.
records-left = Que vous êtes exclu d'un salon ou d'un club, si c'est le cas, sans la raison ; ce que vous avez fait comme animateur, sans votre nom.

command-hand-panel = panneau
    .description = Mettre le panneau de votre salon dans ce canal

panel-shown = Le panneau est ici maintenant.
panel-head = **{ $topic }** sur { $stage }
panel-over = **{ $topic }** est terminé.
panel-limit = { $most ->
        [one] { $most } personne parle à la fois, en plus des animateurs.
       *[other] { $most } personnes au plus parlent à la fois, en plus des animateurs.
    }
panel-time = Temps de parole : { $time } minutes.
panel-autopilot = { $places ->
        [one] Pilote automatique : je garde { $places } place occupée.
       *[other] Pilote automatique : je garde { $places } places occupées.
    }
panel-stage = **Sur scène : { $speaking }**
    { $people }
panel-until = { $person }, jusqu'à { $at }
panel-invited = { $person } a une invitation
panel-queue = { $waiting ->
        [0] **Personne n'attend.**
       *[other] **En attente : { $waiting }**
    }
    { $people }
panel-more = et { $more } de plus
panel-unnamed = -# Ici seuls les animateurs voient qui : avec `/main file`, ou sur le panneau dans un canal à eux, où `/main panneau` le met.
policy-name = { $policy ->
        [first_come] Dans l'ordre d'arrivée
        [fair_floor] Qui a le moins parlé récemment
        [newcomers] Les nouveaux d'abord
        [weighted] Certains rôles attendent moins
       *[questions] Les questions écrites d'abord
    }
choose-person = Une personne en particulier…
button-next = Suivant
button-invite = Inviter à parler
button-skip = Passer le premier
button-hold = Suspendre le premier
button-skip-them = Laisser passer les autres
button-hold-them = Suspendre
button-dismiss-them = Vers le public
button-mute = Rendre muet
button-unmute = Rendre la voix
button-remove = Retirer de la scène
button-keep-out = Exclure…
button-let-in = Laisser revenir
button-report = Signaler…
button-undo = Annuler
command-hand-history = historique
    .description = Voir ce que des animateurs ont fait dans les salons de votre club
menu-on-stage = Sur scène
keep-out-title = Exclure
keep-out-reason = Pourquoi ?
    .hint = Ceux qui animent des salons du club peuvent le lire
keep-out-span = Pour combien de temps ?
    .hint = Comme 30m, 12h ou 7j ; vide : jusqu'à ce que quelqu'un laisse revenir
keep-out-of-club = De tous les salons du club
    .hint = Sinon de ce salon seulement
report-title = Signaler aux administrateurs
report-field = Que s'est-il passé ?
report-hint = Les administrateurs de ce serveur le lisent, avec votre nom
reported = Merci. Les administrateurs le liront.
report = { $by } signale { $about } dans **{ $topic }** : { $text }
deed-done = { $what ->
        [muted] { $person } est muet dans les salons vocaux de ce serveur.
        [unmuted] { $person } n'est plus muet.
        [to_audience] { $person } est dans le public.
        [removed] { $person } est déconnecté, et peut revenir.
        [kept_out] { $person } est exclu de ce salon.
        [kept_out_of_club] { $person } est exclu de tous les salons de ce club.
       *[let_in] { $person } peut revenir.
    }
deed-undone = { $what ->
        [to_audience] Annulé : { $person } est invité à reprendre la parole.
        [let_in] Annulé : { $person } reste dehors comme avant.
       *[other] Annulé : tout est pour { $person } comme avant.
    }
deed-line = { $at } { $actor } { $what ->
        [muted] a rendu muet { $person }
        [unmuted] a rendu la voix à { $person }
        [to_audience] a mis { $person } dans le public
        [removed] a retiré { $person } de la scène
        [kept_out] a exclu { $person } d'un salon
        [kept_out_of_club] a exclu { $person } des salons du club
        [undone] a annulé ce qui avait été fait à { $person }
       *[let_in] a laissé revenir { $person }
    }{ $lasts ->
        [yes] , jusqu'au { $until }
       *[no] {""}
    }{ $why ->
        [yes] {" "}: { $reason }
       *[no] {""}
    }
no-deeds = Rien n'a été fait à personne ici.
command-hand-questions = questions
    .description = Montrer ici les questions écrites de votre salon, une à la fois
button-next-question = Question suivante
questions-head = **{ $topic }** : questions et réponses. { $waiting ->
        [0] Aucune autre question n'attend.
        [one] { $waiting } autre question attend.
       *[other] { $waiting } autres questions attendent.
    }
questions-now = { $person } demande :
    { $question }
questions-none = Aucune question n'est en cours. `/main lever` en prend une.
questions-shown = Les questions sont ici maintenant.
question-is-next = La question de { $person } est la suivante.
button-release = Reprendre
button-dismiss = Écarter le premier
button-lock = Plus de nouvelles mains
button-unlock = Reprendre les mains
button-lower-all = Baisser toutes les mains
button-limits = Limites et pilote
button-raise = Demander la parole
button-status = Ma place
button-more-time = Une minute de plus
person-speaks = { $person } parle depuis { $since }.
person-invited = { $person } a reçu une invitation à parler et n'a pas répondu.
person-waits = { $person } attend la parole : numéro { $position } sur { $waiting }.
person-is-bot = { $person } est un bot, et n'est dans aucune file.
person-listens = La main de { $person } n'est pas levée.
hand-skipped = Les autres passent avant { $person }, une fois.
hand-held = { $person } garde sa place, sans être appelé jusqu'à ce que vous repreniez sa main.
hand-released = { $person } sera de nouveau appelé à son tour.
hand-dismissed = { $person } est dans le public.
hands-now-locked = Aucune nouvelle main n'est prise ; qui attend continue d'attendre.
hands-now-unlocked = De nouvelles mains sont prises à nouveau.
hands-lowered = { $count ->
        [one] { $count } main est baissée.
       *[other] { $count } mains sont baissées.
    }
job-lower-all = Baisser toutes les mains dans { $room }
limits-title = Limites et pilote automatique
limits-most = Orateurs au plus, sans animateurs
    .hint = 0 : autant que vous en invitez
limits-time = Temps de parole
    .hint = En minutes, comme 2 ou 2:30 ; 0 : autant qu'ils veulent
limits-autopilot = Places que je garde occupées
    .hint = 0 : aucune, vous appelez
limits-changed = C'est valable dès maintenant, aussi pour qui est sur scène.
more-time-given = { $person } a la parole jusqu'à { $at }.
time-left = { $seconds ->
        [0] { $person }, votre temps est écoulé. Merci !
        [one] { $person }, il vous reste { $seconds } seconde.
       *[other] { $person }, il vous reste { $seconds } secondes.
    }
hand-raised = Votre main est levée : vous êtes numéro { $position }. Vous recevrez une invitation à parler quand ce sera votre tour.
button-question = Ajouter une question
question-title = Votre question
question-field = Que voulez-vous demander ?
question-hint = Les animateurs et qui voit la file peuvent la lire
rule = { $policy ->
        [first_come] La règle ici : dans l'ordre d'arrivée.
        [fair_floor] La règle ici : qui a le moins parlé dans ce club récemment passe d'abord.
        [newcomers] La règle ici : qui n'a pas parlé dans ce club récemment passe d'abord.
        [weighted] La règle ici : l'attente compte davantage avec certains rôles.
       *[questions] La règle ici : qui a écrit une question passe d'abord.
    }
rule-changed = { $policy ->
        [first_come] À partir de maintenant : dans l'ordre d'arrivée.
        [fair_floor] À partir de maintenant, qui a le moins parlé dans ce club récemment passe d'abord.
        [newcomers] À partir de maintenant, qui n'a pas parlé dans ce club récemment passe d'abord.
        [weighted] À partir de maintenant, l'attente compte davantage avec certains rôles.
       *[questions] À partir de maintenant, qui a écrit une question passe d'abord.
    }
queue-line = { $number }. { $held ->
        [yes] ⏸{" "}
       *[no] {""}
    }{ $person }{ $asks ->
        [yes] {" "}: { $question }
       *[no] {""}
    }
status-place = Vous êtes numéro { $position } sur { $waiting }.{ $held ->
        [yes] {" "}Un animateur a mis votre main en attente : vous gardez votre place, sans être appelé pour l'instant.
       *[no] {""}
    }
status-wait = { $minutes ->
        [0] Vous pouvez être appelé à tout moment.
        [one] Vous pourriez être appelé dans environ { $minutes } minute.
       *[other] Vous pourriez être appelé dans environ { $minutes } minutes.
    }
status-none = Votre main n'est pas levée ; `/main lever` la lève. { $waiting ->
        [0] Personne n'attend la parole.
        [one] { $waiting } personne attend la parole.
       *[other] { $waiting } personnes attendent la parole.
    }
status-locked = Aucune nouvelle main n'est prise pour l'instant.
hand-lowered = Votre main est baissée.
speaker-called = { $speaker } a reçu une invitation à parler, et aura la parole dès son accord.
who-waits = { $waiting ->
        [one] { $waiting } personne attend
       *[other] { $waiting } personnes attendent
    } la parole :
    { $people }
nobody-waits = Personne n'attend la parole.

hand-already-raised = Votre main est déjà levée. `/main baisser` la baisse.
no-hand-raised = Votre main n'est pas levée.
queue-for-hosts = Ici, seuls les animateurs d'un salon voient qui attend la parole.
queue-empty = Personne n'attend la parole.
hands-locked = Les animateurs ne prennent pas de nouvelles mains pour l'instant.
empty-question = Une question a au moins un mot.
already-speaker = Vous avez la parole : parlez.
already-invited = Vous avez reçu une invitation à parler : acceptez-la dans Discord, ou refusez-la avec `/main baisser`.
stage-full = { $places ->
        [one] Quelqu'un parle ou est invité déjà, et pas plus d'une personne ne le peut ici. Laissez finir, ou relevez la limite sur le panneau.
       *[other] { $places } personnes parlent ou sont invitées déjà, et pas plus ne le peuvent ici. Laissez finir quelqu'un, ou relevez la limite sur le panneau.
    }
not-in-room = Cette personne n'est plus sur la scène.
nothing-to-lower = Personne n'attend la parole.
lowers-already = Les mains de ce salon sont déjà en train d'être baissées.
not-speaking = Cette personne n'a pas la parole pour un temps limité.
no-number = { $typed } n'est pas un nombre de 0 à { $most }.
no-time = { $typed } n'est pas une durée. Tapez des minutes, comme 2 ou 2:30, jusqu'à { $most } ; 0 est sans fin.
cannot-write-here = Je ne peux pas mettre le panneau ici : il me faut Voir le salon et Envoyer des messages dans ce canal.
may-not-moderate = Vous ne le pouvez pas : cette personne est ici aussi haut placée que vous, ou plus.
not-kept-out = Cette personne n'est exclue de rien ici.
nothing-to-undo = Cela ne peut pas être annulé.
kept-out = Les animateurs vous excluent de ce salon.
no-span = { $typed } n'est pas une durée. Tapez 30m, 12h ou 7j, jusqu'à un an, ou laissez vide.
no-report-channel = Personne ici n'a choisi où lire les signalements. Demandez à un administrateur, qui le peut dans `/paramètres`.
no-questions = Parmi ceux qui attendent, personne n'a écrit de question.
