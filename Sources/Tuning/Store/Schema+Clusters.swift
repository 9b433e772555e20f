extension Schema {
    /// What jobs in queues need to be remembered of them. Without any of it a job is one that starts at once.
    static let clusters = """
        -- What the scheduler was told: after so many seconds it ends the job.
        ALTER TABLE job ADD COLUMN limitSeconds REAL CHECK (limitSeconds > 0);
        -- Each run is a task of its own.
        ALTER TABLE job ADD COLUMN isArray INTEGER NOT NULL DEFAULT 0 CHECK (isArray IN (0, 1));
        -- Node-seconds that it may cost at most, and what the study's node-hours had left for it when it was planned;
        -- NULL without a limit of node-hours.
        ALTER TABLE job ADD COLUMN reservedNodeSeconds REAL CHECK (reservedNodeSeconds >= 0);
        ALTER TABLE job ADD COLUMN leftNodeSeconds REAL
            CHECK ((reservedNodeSeconds IS NULL) = (leftNodeSeconds IS NULL) AND
                (leftNodeSeconds IS NULL OR reservedNodeSeconds <= leftNodeSeconds));
        -- When its script began on the nodes.
        ALTER TABLE job ADD COLUMN startedAt REAL;
        -- Why it waits in its queue, in words; NULL once it runs.
        ALTER TABLE job ADD COLUMN waitReason TEXT;
        -- How it ended, in words.
        ALTER TABLE job ADD COLUMN ending TEXT;
        -- When hpltune itself began to end it: that it is cancelled then is nobody else's doing.
        ALTER TABLE job ADD COLUMN stoppedAt REAL;
        -- When the user was asked what to do about it.
        ALTER TABLE job ADD COLUMN askedAt REAL;

        -- By the model of its day.
        ALTER TABLE attempt ADD COLUMN predictedSeconds REAL CHECK (predictedSeconds > 0);
        -- What its job took beside its runs (start-up, cleaning up), put down to one of them.
        ALTER TABLE attempt ADD COLUMN overheadSeconds REAL NOT NULL DEFAULT 0 CHECK (overheadSeconds >= 0);
        -- It was lost before it had begun, and is no failure of its trial's.
        ALTER TABLE attempt ADD COLUMN isSpared INTEGER NOT NULL DEFAULT 0 CHECK (isSpared IN (0, 1));
        """
}
