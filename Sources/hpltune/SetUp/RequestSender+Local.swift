import Glibc
import Tuning

extension RequestSender {
    /// This process, asking for a user's command.
    static func here(in store: StudyStore, command: String) -> RequestSender {
        RequestSender(store: store, sender: name(of: command), now: WallClock.now)
    }

    /// What a driver and its user read of who asked.
    static func name(of command: String) -> String {
        "`hpltune \(command)` (process id \(getpid()))"
    }
}
