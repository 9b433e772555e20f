import Execution
import Glibc
import Logging
import Tuning

extension StudyDriver {
    /// This process as the driver of a study on the machine it is on.
    static func onThisMachine(
        _ store: StudyStore, log: Logger, detaches: Bool = false,
        notify: @escaping @Sendable (DriverEvent) -> Void
    ) throws -> StudyDriver {
        StudyDriver(
            store: store,
            runner: JobRunner(
                scheduler: DirectScheduler(), transport: LocalTransport(logger: log), logger: log,
                atCrashPoint: try CrashSwitch.fromEnvironment()),
            holder: DriverProcess.holder(at: WallClock.now()), isRoot: geteuid() == 0, detaches: detaches,
            backups: try backups(of: store), now: WallClock.now, notify: notify)
    }

    private static func backups(of store: StudyStore) throws -> BackupSchedule? {
        let preferences = try Preferences.read()
        guard preferences.backupInterval > 0 else { return nil }
        return BackupSchedule(of: store, every: preferences.backupInterval, keeping: preferences.backupCount)
    }
}
