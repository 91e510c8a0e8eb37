"""The framework: mechanisms every cog stands on. Knows no feature."""
