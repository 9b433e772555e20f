import Synchronization
import Tuning

/// The warnings of a driver.
final class Warnings: Sendable {
    private let list = Mutex<[String]>([])

    var texts: [String] { list.withLock { $0 } }

    func note(_ event: DriverEvent) {
        switch event {
        case .warning(let text), .silent(_, let text, _): list.withLock { $0.append(text) }
        default: break
        }
    }
}
