"""The features of Rostra, one folder each."""
