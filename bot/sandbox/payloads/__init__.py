"""How state looks on the wire, one file a resource. Ids become strings here."""
