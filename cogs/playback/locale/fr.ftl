cog-name = Lecture
cog-description = Ce que je fais entendre sur une conférence

setting-chime = Carillon
    .description = Si j'ouvre un salon par un son bref
setting-warning-chime = Carillon avant la fin
    .description = Si un son court prévient que le temps de parole touche à sa fin
