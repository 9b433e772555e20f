extension Schema {
    /// When a job's submission last began, in Unix seconds: until a scheduler has had its time since then, not to find the
    /// job means nothing. NULL before the first one.
    static let submissions = """
        ALTER TABLE job ADD COLUMN submittingAt REAL;
        ALTER TABLE calibrationJob ADD COLUMN submittingAt REAL;
        """
}
