# What the benchmarks say.

command-empty = empty
    .description = Does nothing
