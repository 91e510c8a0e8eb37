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
setting-queue-seen-by = Qui voit la file
    .description = Avec la commande qui montre qui attend la parole
setting-queue-seen-by-everybody = Tout le monde
setting-queue-seen-by-hosts = Les animateurs
setting-most-listed = Le plus montré de la file
    .description = Combien de noms la commande montre ; la file elle-même n'a pas de fin

records-kept = Si votre main est levée dans un salon ouvert, depuis quand, et ce que vous voulez demander.
records-left = Rien.

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
