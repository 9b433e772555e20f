import Dispatch
import Glibc

/// Ctrl-C, a closed terminal and `kill` ask the driving to stop; a second one ends the process at once. Either way the
/// store has everything.
final class InterruptSignals: Sendable {
    // Only ever cancelled once made, which may be done from anywhere.
    nonisolated(unsafe) private let sources: [any DispatchSourceSignal]

    /// - Parameters:
    ///   - stop: asks for an orderly end.
    ///   - leave: puts the terminal right before the process ends at once.
    init(stop: @escaping @Sendable () -> Void, leave: @escaping @Sendable () -> Void) {
        let asked = Once()
        sources = [SIGINT, SIGTERM, SIGHUP, SIGQUIT].map { number in
            // The source only watches; the default action would still end the process.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if asked.isFirst() { return stop() }
                leave()
                _exit(CommandFailure.Status.interrupted.rawValue)
            }
            source.resume()
            return source
        }
        // A reader of our output that has gone away must not end a study.
        signal(SIGPIPE, SIG_IGN)
    }

    func stop() {
        for source in sources { source.cancel() }
    }
}

/// True the first time it is asked.
private final class Once: Sendable {
    private let queue = DispatchQueue(label: "hpltune.once")
    nonisolated(unsafe) private var isDone = false

    func isFirst() -> Bool {
        queue.sync {
            defer { isDone = true }
            return !isDone
        }
    }
}
