extension Schema {
    /// Calibration as jobs like any other: found again by their tokens, several runs in each.
    static let calibrations = """
        CREATE TABLE calibrationJob (
            id INTEGER PRIMARY KEY,
            studyID INTEGER NOT NULL REFERENCES study (id),
            token TEXT NOT NULL UNIQUE,
            directory TEXT NOT NULL,
            schedulerID TEXT,
            state TEXT NOT NULL CHECK (state IN ('planned', 'submitted', 'ended')),
            -- After so many seconds the scheduler ends it; NULL where there is no queue.
            limitSeconds REAL CHECK (limitSeconds > 0),
            -- Node-seconds that it may cost at most; NULL without a limit of node-hours.
            reservedNodeSeconds REAL CHECK (reservedNodeSeconds >= 0),
            plannedAt REAL NOT NULL,
            submittedAt REAL,
            -- When its script began on the nodes.
            startedAt REAL,
            -- Why it waits in its queue, in words; NULL once it runs.
            waitReason TEXT,
            -- When a look at it first told nothing; NULL when the last look told something.
            silentSince REAL,
            -- When hpltune itself began to end it: that it is cancelled then is nobody else's doing.
            stoppedAt REAL,
            endedAt REAL,
            -- It ended through no fault of its own before it taught anything, and is worth another one.
            isLost INTEGER NOT NULL DEFAULT 0 CHECK (isLost IN (0, 1)),
            CHECK ((schedulerID IS NULL) = (submittedAt IS NULL)),
            CHECK ((state = 'ended') = (endedAt IS NOT NULL))
        ) STRICT;
        CREATE INDEX calibrationJobByStudy ON calibrationJob (studyID, id);

        CREATE TABLE calibrationRun (
            id INTEGER PRIMARY KEY,
            jobID INTEGER NOT NULL REFERENCES calibrationJob (id),
            step TEXT NOT NULL,
            n INTEGER NOT NULL CHECK (n > 0),
            limitSeconds REAL NOT NULL CHECK (limitSeconds > 0),
            -- Wall seconds; NULL until its job has ended, and for ever when it cost nothing.
            seconds REAL CHECK (seconds >= 0),
            -- NULL when it gave no result.
            gflops REAL CHECK (gflops > 0),
            -- What its job took beside its runs (start-up, cleaning up), put down to one of them.
            overheadSeconds REAL NOT NULL DEFAULT 0 CHECK (overheadSeconds >= 0),
            UNIQUE (jobID, step),
            CHECK (gflops IS NULL OR (seconds IS NOT NULL AND seconds > 0))
        ) STRICT;

        -- One that was under way is found by its token, or submitted again.
        INSERT INTO calibrationJob (id, studyID, token, directory, state, plannedAt, endedAt)
            SELECT id, studyID, token, directory, CASE WHEN seconds IS NULL THEN 'planned' ELSE 'ended' END, at,
                CASE WHEN seconds IS NULL THEN NULL ELSE at END
            FROM calibration;
        -- The limit is that of a machine that computes a Gflop a second, as it was.
        INSERT INTO calibrationRun (jobID, step, n, limitSeconds, seconds, gflops)
            SELECT id, 'run', n, 10 + 8e-9 * n * n * n, seconds, gflops FROM calibration;
        DROP TABLE calibration;
        """
}
