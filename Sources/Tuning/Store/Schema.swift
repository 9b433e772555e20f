import GRDB

/// The tables, as named migrations that are never edited once released. Times are Unix seconds; booleans 0 or 1;
/// lists and points JSON text.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 studies, rounds, trials") { database in
            try database.execute(sql: studies)
            try database.execute(sql: jobs)
            try database.execute(sql: trials)
            try database.execute(sql: conversation)
        }
        migrator.registerMigration("2 imports") { try $0.execute(sql: imports) }
        migrator.registerMigration("3 outputs") { try $0.execute(sql: outputs) }
        migrator.registerMigration("4 requests") { try $0.execute(sql: requests) }
        migrator.registerMigration("5 clusters") { try $0.execute(sql: clusters) }
        migrator.registerMigration("6 calibration jobs") { try $0.execute(sql: calibrations) }
        migrator.registerMigration("7 submissions") { try $0.execute(sql: submissions) }
        migrator.registerMigration("8 sites") { try $0.execute(sql: sites) }
        return migrator
    }

    private static let studies = """
        CREATE TABLE study (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE CHECK (name <> ''),
            state TEXT NOT NULL CHECK (state IN ('open', 'finished', 'cancelled')),
            source TEXT NOT NULL,
            strategyName TEXT NOT NULL,
            strategy TEXT NOT NULL,
            setUp TEXT NOT NULL,
            generator TEXT NOT NULL,
            createdAt REAL NOT NULL,
            stopReason TEXT
        ) STRICT;

        CREATE TABLE round (
            id INTEGER PRIMARY KEY,
            studyID INTEGER NOT NULL REFERENCES study (id),
            number INTEGER NOT NULL CHECK (number >= 1),
            generatorBefore TEXT NOT NULL,
            generatorAfter TEXT NOT NULL,
            plannedAt REAL NOT NULL,
            UNIQUE (studyID, number)
        ) STRICT;

        CREATE TABLE calibration (
            id INTEGER PRIMARY KEY,
            studyID INTEGER NOT NULL REFERENCES study (id),
            token TEXT NOT NULL UNIQUE,
            directory TEXT NOT NULL,
            n INTEGER NOT NULL CHECK (n > 0),
            -- NULL until it has run.
            seconds REAL CHECK (seconds > 0),
            gflops REAL CHECK (gflops > 0),
            at REAL NOT NULL,
            CHECK ((seconds IS NULL) = (gflops IS NULL))
        ) STRICT;
        """

    private static let jobs = """
        CREATE TABLE job (
            id INTEGER PRIMARY KEY,
            roundID INTEGER NOT NULL REFERENCES round (id),
            token TEXT NOT NULL UNIQUE,
            directory TEXT NOT NULL,
            schedulerID TEXT,
            state TEXT NOT NULL CHECK (state IN ('planned', 'submitted', 'ended')),
            plannedAt REAL NOT NULL,
            submittedAt REAL,
            endedAt REAL,
            CHECK ((schedulerID IS NULL) = (submittedAt IS NULL))
        ) STRICT;
        CREATE INDEX jobByRound ON job (roundID);
        CREATE INDEX openJob ON job (state) WHERE state <> 'ended';
        """

    private static let trials = """
        CREATE TABLE trial (
            id INTEGER PRIMARY KEY,
            studyID INTEGER NOT NULL REFERENCES study (id),
            number INTEGER NOT NULL CHECK (number >= 1),
            roundID INTEGER NOT NULL REFERENCES round (id),
            point TEXT NOT NULL,
            pointHash TEXT NOT NULL,
            level REAL NOT NULL CHECK (level > 0 AND level <= 1),
            replicate INTEGER NOT NULL CHECK (replicate >= 0),
            n INTEGER NOT NULL CHECK (n > 0),
            why TEXT NOT NULL,
            -- What the strategy's model expected; JSON.
            expectation TEXT,
            state TEXT NOT NULL CHECK (state IN ('pending', 'measured', 'failed')),
            failure TEXT,
            failureClass TEXT CHECK (failureClass IN ('configuration', 'timeout', 'infrastructure')),
            message TEXT,
            startedAt REAL,
            finishedAt REAL,
            hosts TEXT NOT NULL DEFAULT '[]',
            CHECK ((state = 'failed') = (failure IS NOT NULL)),
            CHECK ((failure IS NULL) = (failureClass IS NULL)),
            UNIQUE (studyID, number),
            UNIQUE (studyID, pointHash, level, replicate)
        ) STRICT;

        CREATE TABLE attempt (
            id INTEGER PRIMARY KEY,
            trialID INTEGER NOT NULL REFERENCES trial (id),
            number INTEGER NOT NULL CHECK (number >= 1),
            jobID INTEGER NOT NULL REFERENCES job (id),
            step TEXT NOT NULL,
            directory TEXT NOT NULL,
            outputName TEXT NOT NULL,
            limitSeconds REAL NOT NULL CHECK (limitSeconds > 0),
            wallSeconds REAL,
            outcome TEXT,
            UNIQUE (trialID, number)
        ) STRICT;
        CREATE INDEX attemptByJob ON attempt (jobID);

        -- What the HPL output echoed. Only rows that PASSED their residual check come here.
        CREATE TABLE measurement (
            attemptID INTEGER PRIMARY KEY REFERENCES attempt (id),
            trialID INTEGER NOT NULL UNIQUE REFERENCES trial (id),
            variant TEXT NOT NULL,
            n INTEGER NOT NULL,
            nb INTEGER NOT NULL,
            p INTEGER NOT NULL,
            q INTEGER NOT NULL,
            -- HPL prints hundredths: a small N takes 0.00.
            seconds REAL NOT NULL CHECK (seconds >= 0),
            gflops REAL NOT NULL CHECK (gflops > 0),
            residual REAL NOT NULL,
            -- Another run of hpltune was on the node.
            contaminated INTEGER NOT NULL CHECK (contaminated IN (0, 1))
        ) STRICT;
        """

    private static let conversation = """
        CREATE TABLE event (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            studyID INTEGER NOT NULL REFERENCES study (id),
            trialID INTEGER REFERENCES trial (id),
            at REAL NOT NULL,
            kind TEXT NOT NULL,
            text TEXT NOT NULL
        ) STRICT;
        CREATE INDEX eventByStudy ON event (studyID, id);

        CREATE TABLE lease (
            studyID INTEGER PRIMARY KEY REFERENCES study (id),
            owner TEXT NOT NULL,
            host TEXT NOT NULL,
            pid INTEGER NOT NULL,
            processStart TEXT NOT NULL,
            takenAt REAL NOT NULL,
            heartbeatAt REAL NOT NULL
        ) STRICT;
        """
}
