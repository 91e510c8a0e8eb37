"""`rostra bench`: how fast we are, beside a peer, in one run on one machine.

The measures are product: whoever chooses between us and a peer can run them. A ratio is taken
from rounds that take turns, as the median of each; a figure alone is only seen, never promised.
"""
