extension Schema {
    /// What others ask of the hpltune that drives a study, and what the driver must not forget between two looks at a job.
    static let requests = """
        CREATE TABLE request (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            studyID INTEGER NOT NULL REFERENCES study (id),
            kind TEXT NOT NULL CHECK (kind IN ('pause', 'cancel', 'extend', 'import')),
            payload TEXT NOT NULL,
            -- Who asked, in words.
            sender TEXT NOT NULL,
            at REAL NOT NULL,
            -- When a driver began to do it.
            takenAt REAL,
            -- In words; NULL while it is open.
            answer TEXT
        ) STRICT;
        CREATE INDEX openRequest ON request (studyID, id) WHERE answer IS NULL;

        -- When a look at the job first told nothing of it; NULL when the last look told something.
        ALTER TABLE job ADD COLUMN silentSince REAL;
        """
}
