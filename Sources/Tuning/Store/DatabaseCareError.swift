/// A copy of the database could not be made or put back: one line, what is wrong and what to do.
public enum DatabaseCareError: Error, Sendable, Hashable {
    /// No copy was made at `place`.
    case backupFailed(place: String, reason: String)
    case noBackup(database: String)
    case noGoodBackup(database: String, tried: Int)
    case badBackup(path: String, reason: String)
    /// What is at `path` may not be overwritten with a copy.
    case inTheWay(path: String, reason: String)
    case driven(study: String, by: LeaseHolder)
    case inUse(database: String, pid: Int32)
    /// By another process at the same time.
    case beingRestored(database: String)
    /// There is nothing to restore.
    case whole(database: String)
    case restoreFailed(database: String, reason: String)
}

extension DatabaseCareError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .backupFailed(let place, let reason):
            "no copy was made at \(place) (\(reason)); the database is as it was; make room there"
        case .noBackup(let database):
            "there is no backup in \(database).backups; give the file of one"
        case .noGoodBackup(let database, let tried):
            "none of the \(tried) backups in \(database).backups is good; give the file of another one"
        case .badBackup(let path, let reason):
            "\(path): cannot be restored (\(reason)); choose another one, `hpltune database restore --list` shows them"
        case .inTheWay(let path, let reason):
            "\(path): \(reason); choose another name"
        case .driven(let study, let holder):
            "study `\(study)` is being driven by \(holder); stop it (Ctrl-C) or wait for it, then restore"
        case .inUse(let database, let pid):
            "\(database): process \(pid) has it open; end it, then restore"
        case .beingRestored(let database):
            "\(database): another hpltune is restoring it; look at it when that is done"
        case .whole(let database):
            "\(database): nothing is wrong with it, so nothing was restored; to go back to a backup all the same, "
                + "give its file (`hpltune database restore --list` shows them)"
        case .restoreFailed(let database, let reason):
            "\(database): could not be restored (\(reason)); it is as it was"
        }
    }

    /// Worth trying again later without changing anything.
    public var isTemporary: Bool {
        switch self {
        case .driven, .inUse, .beingRestored: true
        default: false
        }
    }
}
