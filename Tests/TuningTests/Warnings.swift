import Synchronization
import Tuning

/// The warnings of a driver.
final class Warnings: Sendable {
    private let list = Mutex<[String]>([])
    private let isOfSilence: Bool

    /// - Parameter isOfSilence: only those that tell why nothing can be told of a job.
    init(ofSilence isOfSilence: Bool = false) { self.isOfSilence = isOfSilence }

    var texts: [String] { list.withLock { $0 } }

    func note(_ event: DriverEvent) {
        switch event {
        case .silent(_, let text, _, _): list.withLock { $0.append(text) }
        case .warning(let text): if !isOfSilence { list.withLock { $0.append(text) } }
        default: break
        }
    }
}
