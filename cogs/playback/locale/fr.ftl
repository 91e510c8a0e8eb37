cog-name = Lecture
cog-description = Ce que je fais entendre sur une conférence
