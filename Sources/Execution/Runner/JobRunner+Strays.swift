extension JobRunner {
    /// Jobs in the queue of a name that begins so, which were made by `origin`; their directories are in `folder`.
    public func strays(
        named prefix: String, in folder: String, from origin: String
    ) async throws -> [StrayJob] {
        guard let command = scheduler.strayCommand(named: prefix, in: folder) else { return [] }
        return try scheduler.strays(named: prefix, fromStray: try await run(command))
            .filter { $0.origin == origin }
    }

    /// Whether nothing but the jobs that are known is in the queue, as far as was looked.
    public var isClearOfStrays: Bool { seesNoStrays }

    public func noteNoStrays() { seesNoStrays = true }
}
