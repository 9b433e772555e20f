/// The way to the machine where jobs are started: five verbs on absolute paths, no current directory.
///
/// They throw `TransportError` or `CancellationError`.
public protocol Transport: Sendable {
    /// Runs a command to its end.
    ///
    /// - Parameters:
    ///   - timeout: when it is up, the command and all processes of its session are ended and `.timedOut` is thrown.
    ///   - outputLimit: bytes kept of each of standard output and standard error.
    func run(_ command: Command, timeout: Duration, outputLimit: Int) async throws -> CommandOutput

    /// Writes files whole: each appears under its name with all its bytes, or not at all.
    func upload(_ files: [FileContent], to directory: String) async throws

    /// Reads files, at most the first `limit` bytes of each; those that do not exist are left out.
    func download(_ paths: [String], limit: Int) async throws -> [FileContent]

    /// Creates a directory and those above it; one that exists is fine.
    func createDirectory(_ path: String) async throws

    /// Removes a file, or a directory and all in it, following no symbolic link; none there is fine.
    func remove(_ path: String) async throws

    /// Returns when one of `appearing` exists, one of `disappearing` does not, or the time is up.
    ///
    /// It only saves waiting: what happened is read elsewhere. A transport that cannot look for free sleeps.
    ///
    /// - Parameter pause: how often to look; `nil` for as often as costs nothing.
    /// - Returns: `false` when the time was up.
    func waitForChange(
        appearing: [String], disappearing: [String], every pause: Duration?, atMost: Duration
    ) async throws -> Bool
}

extension Transport {
    public func waitForChange(
        appearing: [String], disappearing: [String], every pause: Duration?, atMost: Duration
    ) async throws -> Bool {
        try await Task.sleep(for: atMost)
        return false
    }
}
