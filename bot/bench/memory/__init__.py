"""`rostra bench memory`: what communities and listeners cost, and whether much is as quick as little."""
