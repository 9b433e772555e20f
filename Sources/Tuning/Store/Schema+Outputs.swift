extension Schema {
    /// What the programs of an attempt printed, for when its directory is gone.
    static let outputs = """
        CREATE TABLE output (
            id INTEGER PRIMARY KEY,
            attemptID INTEGER NOT NULL REFERENCES attempt (id),
            -- The file's name in the attempt's directory.
            name TEXT NOT NULL CHECK (name <> ''),
            -- The whole, or its first and last part with a mark in between.
            content BLOB NOT NULL,
            -- Of the whole.
            bytes INTEGER NOT NULL CHECK (bytes >= 0),
            at REAL NOT NULL,
            UNIQUE (attemptID, name)
        ) STRICT;
        CREATE INDEX outputByTime ON output (at);
        """
}
