cog-name = Lecture
cog-description = Ce que je fais entendre sur une conférence

setting-chime = Carillon
    .description = Si j'ouvre un salon par un son bref
