# Ce que disent les mesures.

command-empty = vide
    .description = Ne fait rien
