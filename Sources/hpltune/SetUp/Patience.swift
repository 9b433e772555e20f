import Glibc

/// A word for whoever sits at the terminal and waits.
enum Patience {
    private static let silence = Duration.seconds(2)

    /// Says `line` when the work takes long; nothing to files and cron.
    static func telling<Value: Sendable>(
        _ line: String, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        guard isatty(STDERR_FILENO) == 1 else { return try await work() }
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await ContinuousClock().sleep(for: silence)
                Terminal.complain(line)
                return nil
            }
            defer { group.cancelAll() }
            while let value = try await group.next() {
                if let value { return value }
            }
            throw CancellationError()
        }
    }
}
