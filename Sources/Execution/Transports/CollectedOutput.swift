import Glibc
import Subprocess

/// What a command printed until it ended, its time was up or the caller went away.
struct CollectedOutput: Sendable {
    var stdout: [UInt8] = []
    var stderr: [UInt8] = []
    var truncated = false
    var timedOut = false
    var wasCancelled = false

    private enum Part: Sendable {
        case stdout([UInt8], truncated: Bool)
        case stderr([UInt8], truncated: Bool)
        case exited
        case timerEnded
    }

    /// Reads both streams and waits for the end of the session's leader. While this runs the leader is not reaped, so
    /// its process number, which is the session's, cannot pass to anyone else.
    static func collect(
        from output: SubprocessOutputSequence, and error: SubprocessOutputSequence, limit: Int,
        until timeout: Duration, of session: ProcessSession
    ) async throws -> CollectedOutput {
        var collected = CollectedOutput()
        try await withThrowingTaskGroup(of: Part.self) { group in
            group.addTask {
                let (bytes, truncated) = try await read(output, limit: limit)
                return .stdout(bytes, truncated: truncated)
            }
            group.addTask {
                let (bytes, truncated) = try await read(error, limit: limit)
                return .stderr(bytes, truncated: truncated)
            }
            group.addTask {
                await session.waitForLeader()
                return .exited
            }
            group.addTask {
                // An early end means that the command is done or the caller is gone: both are told apart below.
                do { try await Task.sleep(for: timeout) } catch is CancellationError {}
                return .timerEnded
            }
            var awaited = 3
            while let part = try await group.next() {
                switch part {
                case .stdout(let bytes, let truncated):
                    collected.stdout = bytes
                    collected.truncated = collected.truncated || truncated
                    awaited -= 1
                case .stderr(let bytes, let truncated):
                    collected.stderr = bytes
                    collected.truncated = collected.truncated || truncated
                    awaited -= 1
                case .exited:
                    awaited -= 1
                case .timerEnded:
                    if awaited > 0, !Task.isCancelled {
                        collected.timedOut = true
                        await session.end()
                    }
                }
                if awaited == 0 { group.cancelAll() }
            }
        }
        if Task.isCancelled {
            collected.wasCancelled = true
            await session.end()
        }
        return collected
    }

    /// Reads to the end, so that the command never meets a closed pipe; keeps the first `limit` bytes.
    private static func read(
        _ sequence: SubprocessOutputSequence, limit: Int
    ) async throws -> (bytes: [UInt8], truncated: Bool) {
        var bytes: [UInt8] = []
        var truncated = false
        for try await buffer in sequence {
            buffer.withUnsafeBytes { chunk in
                let room = max(0, limit - bytes.count)
                bytes.append(contentsOf: chunk.prefix(room))
                if chunk.count > room { truncated = true }
            }
        }
        return (bytes, truncated)
    }
}
