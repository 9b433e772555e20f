import Synchronization
import Tuning

/// The warnings of a driver.
final class Warnings: Sendable {
    private let list = Mutex<[String]>([])

    var texts: [String] { list.withLock { $0 } }

    func note(_ event: DriverEvent) {
        guard case .warning(let text) = event else { return }
        list.withLock { $0.append(text) }
    }
}
