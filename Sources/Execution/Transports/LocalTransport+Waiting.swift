import Glibc

extension LocalTransport {
    /// Looks at the files themselves, no process involved, since HPL is being measured on the same cores: a few
    /// `stat` calls every 3 ms at first and every 10 ms later, unless told otherwise, cost about a thousandth of a core.
    public func waitForChange(
        appearing: [String], disappearing: [String], every longest: Duration?, atMost: Duration
    ) async throws -> Bool {
        let deadline = ContinuousClock.now + atMost
        var pause = longest ?? .milliseconds(3)
        while true {
            if appearing.contains(where: Self.exists) || !disappearing.allSatisfy(Self.exists) { return true }
            let left = deadline - ContinuousClock.now
            if left <= .zero { return false }
            try await Task.sleep(for: min(pause, left))
            pause = min(pause * 1.25, longest ?? .milliseconds(10))
        }
    }

    /// A path we may not look at counts as there: only its absence is news.
    private static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 || (errno != ENOENT && errno != ESRCH && errno != ENOTDIR)
    }
}
