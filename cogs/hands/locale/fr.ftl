cog-name = Mains
cog-description = Qui veut parler, et à qui le tour

command-hand = main
    .description = Demander la parole dans un salon
command-hand-raise = lever
    .description = Demander la parole
command-hand-lower = baisser
    .description = Renoncer à votre place dans la file
command-hand-queue = file
    .description = Voir qui attend la parole, dans l'ordre
command-hand-next = suivant
    .description = Inviter la personne qui attend depuis le plus longtemps

hand-raised = Votre main est levée : vous êtes numéro { $position }. Vous serez invité à parler quand ce sera votre tour.
hand-lowered = Votre main est baissée.
speaker-called = { $speaker } est invité à parler, et sera entendu dès son accord.
who-waits = { $waiting ->
        [one] { $waiting } personne attend
       *[other] { $waiting } personnes attendent
    } la parole :
    { $people }
nobody-waits = Personne n'attend la parole.

hand-already-raised = Votre main est déjà levée. `/main baisser` la baisse.
no-hand-raised = Votre main n'est pas levée.
queue-empty = Personne n'attend la parole.
already-speaker = Vous avez la parole : parlez.
