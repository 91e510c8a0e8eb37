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

setting-queue-seen-by = Qui voit la file
    .description = Avec la commande qui montre qui attend la parole
setting-queue-seen-by-everybody = Tout le monde
setting-queue-seen-by-hosts = Les hôtes
setting-most-listed = Le plus montré de la file
    .description = Combien de noms la commande montre ; la file elle-même n'a pas de fin

records-kept = Si votre main est levée dans un salon ouvert, et depuis quand.
records-left = Rien.

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
queue-for-hosts = Ici, seuls les hôtes d'un salon voient qui attend la parole.
queue-empty = Personne n'attend la parole.
already-speaker = Vous avez la parole : parlez.
