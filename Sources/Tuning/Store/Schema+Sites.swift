extension Schema {
    /// Which scheduler a job was given to, as `Scheduler.site` says. NULL when nobody knows, as of jobs of an older hpltune.
    static let sites = """
        ALTER TABLE job ADD COLUMN site TEXT;
        ALTER TABLE calibrationJob ADD COLUMN site TEXT;
        """
}
