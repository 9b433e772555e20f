extension Schema {
    /// Results measured elsewhere: a round of their own, and measurements that no attempt made.
    static let imports = """
        ALTER TABLE round ADD COLUMN
            origin TEXT NOT NULL DEFAULT 'strategy' CHECK (origin IN ('strategy', 'import'));

        -- SQLite cannot take a NOT NULL away: the table is made anew.
        CREATE TABLE measurementOfTrial (
            trialID INTEGER PRIMARY KEY REFERENCES trial (id),
            -- NULL when the result was imported.
            attemptID INTEGER UNIQUE REFERENCES attempt (id),
            variant TEXT NOT NULL,
            n INTEGER NOT NULL,
            nb INTEGER NOT NULL,
            p INTEGER NOT NULL,
            q INTEGER NOT NULL,
            -- HPL prints hundredths: a small N takes 0.00.
            seconds REAL NOT NULL CHECK (seconds >= 0),
            gflops REAL NOT NULL CHECK (gflops > 0),
            -- NULL when the file that a result was imported from does not tell it.
            residual REAL CHECK (residual IS NOT NULL OR attemptID IS NULL),
            -- Another run of hpltune was on the node.
            contaminated INTEGER NOT NULL CHECK (contaminated IN (0, 1))
        ) STRICT;
        INSERT INTO measurementOfTrial
            (trialID, attemptID, variant, n, nb, p, q, seconds, gflops, residual, contaminated)
            SELECT trialID, attemptID, variant, n, nb, p, q, seconds, gflops, residual, contaminated
            FROM measurement;
        DROP TABLE measurement;
        ALTER TABLE measurementOfTrial RENAME TO measurement;
        """
}
