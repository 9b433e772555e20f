/// The copies of a database, in the folder `<database>.backups` beside it.
public struct Backups: Sendable {
    public let database: String
    public var folder: String { database + ".backups" }

    public init(of database: String) {
        self.database = DurableFile.resolved(database)
    }

    /// The newest first. Error: the folder is there and cannot be read.
    public func list() throws -> [Backup] {
        do {
            return try DurableFile.names(in: folder).compactMap { Backup(named: $0, in: folder) }
                .sorted { ($0.takenAt, $0.path) > ($1.takenAt, $1.path) }
        } catch let error as DurableFile.Failure {
            throw DatabaseCareError.badBackup(path: folder, reason: error.reason)
        }
    }

    /// The newest one with nothing wrong; `nil` when there is none.
    public func newestGood() throws -> Backup? {
        try list().first { $0.isGood }
    }

    /// Copies the database under the name that the time gives, while others may be writing to it.
    ///
    /// - Parameter now: Unix seconds. When a clock that was set back makes it earlier than the newest backup, the name
    ///   is a second later than that one's, so that the newest always has the last name.
    public func make(of store: StudyStore, at now: Double, isAutomatic: Bool = false) throws -> Backup {
        do {
            try DurableFile.makeFolder(folder)
        } catch let error as DurableFile.Failure {
            throw DatabaseCareError.backupFailed(place: folder, reason: error.reason)
        }
        try StudyStore.removeRemains(of: "", in: folder)
        let newest = try list().first?.takenAt ?? 0
        let name = Backup.name(at: max(now, newest + 1), isAutomatic: isAutomatic)
        let path = "\(folder)/\(name)"
        try store.copy(to: path)
        guard let backup = Backup(named: name, in: folder) else {
            throw DatabaseCareError.backupFailed(place: path, reason: "the time cannot be told")
        }
        return backup
    }

    /// Removes the oldest automatic ones beyond `count`.
    func prune(keeping count: Int) throws {
        do {
            for backup in try list().filter(\.isAutomatic).dropFirst(count) {
                try DurableFile.remove(backup.path)
            }
        } catch let error as DurableFile.Failure {
            throw DatabaseCareError.backupFailed(place: error.path, reason: error.reason)
        }
    }
}
