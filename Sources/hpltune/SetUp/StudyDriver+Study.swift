import Execution
import Glibc
import Logging
import Tuning

extension StudyDriver {
    /// This process as the driver of a study, on the machine it is on or on the study's cluster.
    ///
    /// - Parameter connection: from the study's set-up.
    static func forStudy(
        in store: StudyStore, _ connection: ClusterConnection, log: Logger, detaches: Bool = false,
        notify: @escaping @Sendable (DriverEvent) -> Void
    ) throws -> StudyDriver {
        if let complaint = connection.complaint {
            notify(
                connection.isSilent
                    ? .silent(job: nil, reason: complaint, nextLook: nil)
                    : .warning(complaint + "; going on with what is known of it"))
        }
        return StudyDriver(
            store: store,
            runner: JobRunner(
                scheduler: connection.scheduler, transport: LocalTransport(logger: log), logger: log,
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
