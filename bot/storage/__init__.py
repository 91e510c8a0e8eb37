"""Storage: the engine and its transactions, column types, migrations by track."""
