"""`rostra bench`: how fast we are, beside a peer, in one run on one machine.

The measures are product: whoever chooses between us and a peer can run them. A ratio is taken
from rounds that take turns, as the median of each; a figure alone is only seen, never promised.

    figures      what was found, held against what is aimed at, as a table and as JSON
    turns        sides that take turns, and all that each of them showed
    processes    a process of its own for whatever is measured, asked by lines of JSON
    pinned       on a core of its own
    scenario     what a cog wants to have measured of itself

A folder for each command: `voice`, `memory`.
"""
