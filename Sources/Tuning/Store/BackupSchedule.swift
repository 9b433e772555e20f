import GRDB
import Synchronization

/// Copies the database from time to time while a study is driven, when something has happened since the last copy.
public final class BackupSchedule: Sendable {
    /// Seconds from one backup to the next.
    public static let defaultInterval = 300.0
    /// How many automatic backups are kept.
    public static let defaultCount = 5

    private let store: StudyStore
    private let backups: Backups
    private let interval: Double
    private let count: Int

    private struct Progress {
        var lastAt: Double?
        var lastEvent: Int64?
        /// The last failure that was told.
        var complaint: String?
    }

    private let progress = Mutex(Progress())

    public init(
        of store: StudyStore, every interval: Double = defaultInterval, keeping count: Int = defaultCount
    ) {
        self.store = store
        backups = Backups(of: store.path)
        self.interval = interval
        self.count = count
    }

    /// Makes a backup when the last one, also an earlier driver's, is old enough and something happened since.
    ///
    /// A failure is thrown once and then tried again in silence at the next time, until one has succeeded or another
    /// thing goes wrong. Nothing is lost by it: the driving must go on.
    public func backUpIfDue(now: Double) throws {
        try backUp(now: now) { last, interval in
            // A clock that was set back must not put it off.
            now - last >= interval || now < last
        }
    }

    /// The same without regard to the time, for the end of a study.
    public func backUpIfChanged(now: Double) throws {
        try backUp(now: now) { _, _ in true }
    }

    private func backUp(now: Double, isDue: (_ last: Double, _ interval: Double) -> Bool) throws {
        try progress.withLock { progress in
            do {
                if progress.lastAt == nil, let newest = try backups.list().first {
                    progress.lastAt = newest.takenAt
                    progress.lastEvent = try lastEvent(in: newest)
                }
                if let last = progress.lastAt, !isDue(last, interval) { return }
                let event = try store.read(StudyStore.lastEventID)
                if event == progress.lastEvent { return }
                progress.lastAt = now
                _ = try backups.make(of: store, at: now, isAutomatic: true)
                progress.lastEvent = event
                try backups.prune(keeping: count)
                progress.complaint = nil
            } catch {
                progress.lastAt = now
                if progress.complaint == "\(error)" { return }
                progress.complaint = "\(error)"
                throw error
            }
        }
    }

    /// `nil` for a backup that cannot be read: then a new one is needed all the more.
    private func lastEvent(in backup: Backup) throws -> Int64? {
        do {
            return try BackupContents(of: backup.path).lastEventID
        } catch is StoreError {
            return nil
        }
    }
}
