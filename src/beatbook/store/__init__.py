"""The only SQL: the protocol, its SQLite engine, and the migrations."""
