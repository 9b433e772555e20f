extension Schema {
    /// When a job's submission last began, in Unix seconds: until a scheduler has had its time since then, not to find the
    /// job means nothing. NULL before the first one, and after a scheduler has refused it. What an
    /// older hpltune has planned may have been submitted.
    static let submissions = """
        ALTER TABLE job ADD COLUMN submittingAt REAL;
        ALTER TABLE calibrationJob ADD COLUMN submittingAt REAL;
        UPDATE job SET submittingAt = plannedAt;
        UPDATE calibrationJob SET submittingAt = plannedAt;
        """
}
