import Execution
import Glibc
import Synchronization

/// A testing aid: `HPLTUNE_CRASH_AT=outputRead:2` kills this process by SIGKILL the second time it passes the crash point
/// of that name (see `CrashPoint`; without a number, the first time). It does nothing unless it is set.
final class CrashSwitch: Sendable {
    private let point: CrashPoint
    private let left: Mutex<Int>

    private init(point: CrashPoint, count: Int) {
        self.point = point
        left = Mutex(count)
    }

    /// What to call at every crash point.
    static func fromEnvironment() throws -> @Sendable (CrashPoint) -> Void {
        guard let text = ProcessVariables["HPLTUNE_CRASH_AT"] else { return { _ in } }
        let words = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let point = words.first.flatMap({ CrashPoint(rawValue: String($0)) }),
            words.count <= 2, let count = words.count == 2 ? Int(words[1]) : 1, count > 0
        else {
            throw CommandFailure(
                "hpltune: HPLTUNE_CRASH_AT is `\(text)`; write one of "
                    + CrashPoint.allCases.map(\.rawValue).joined(separator: ", ")
                    + ", then `:` and which time, as in outputRead:2; or unset it")
        }
        let crash = CrashSwitch(point: point, count: count)
        return { crash.passes($0) }
    }

    private func passes(_ reached: CrashPoint) {
        guard reached == point else { return }
        let isDue = left.withLock { left in
            left -= 1
            return left == 0
        }
        if isDue { raise(SIGKILL) }
    }
}
