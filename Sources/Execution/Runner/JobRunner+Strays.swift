extension JobRunner {
    /// Jobs in the queue that are of an origin and not among those that are known.
    public func strays(of search: StraySearch) async throws -> [StrayJob] {
        guard let command = scheduler.strayCommand(for: search) else { return [] }
        return try scheduler.strays(of: search, fromStray: try await run(command))
    }

    /// Whether nothing but the jobs that are known was in the queue.
    public var isClearOfStrays: Bool { seesNoStrays }

    public func noteNoStrays() { seesNoStrays = true }
}
