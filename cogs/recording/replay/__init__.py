"""What is made of a recording once it is over: one file, chapters, notes, a picture, links.

Begun by a timer that is written in the transaction which ends the recording (`making`), told by what is
stored (`story`), shown by whoever fulfils `making.Herald`.
"""
