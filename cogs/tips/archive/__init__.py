"""The whole ledger in a file: written line by line, and read into an empty database, proved on the way."""
