"""A Discord on loopback: REST, gateway, voice gateway and voice UDP over real sockets.

Its promise is fidelity. Unmodified clients, ours and others', connect to it; it
follows Discord's published rules, and whatever it does not know (a route, a
field, an opcode) is an error that names it, never a silent success.

The layers, each knowing only those below it:

* `server`, `control`, `gateway`, `voice`, `rest`: sockets and protocols
* `people`: actors who can do what a person can do in Discord's client
* `payloads`: how state looks on the wire
* `world`: state and rules; no I/O. A write and the event it causes are one function.
"""
