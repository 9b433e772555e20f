/// The store could not be opened or written: one line, what is wrong and what to do.
public enum StoreError: Error, Sendable, Hashable {
    case notADatabase(path: String)
    case damaged(path: String, detail: String)
    /// There are backups of a database that is empty, or not there at all.
    case lost(path: String, isThere: Bool)
    case newer(path: String, steps: [String])
    case readOnly(path: String)
    case unwritable(path: String, reason: String)
    case diskFull(path: String)
    case replaced(path: String)
    case busy(path: String)
    case noStudy(name: String, known: [String])
    case studyExists(name: String)
    case held(study: String, by: LeaseHolder)
    case leaseLost(study: String)
    case unreadable(String)
}

extension StoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notADatabase(let path):
            "\(path): not an hpltune database; name another one with --database or HPLTUNE_DATABASE"
        case .damaged(let path, let detail):
            "\(path): the database is damaged (\(detail)); restore a copy, or name another one with --database"
        case .lost(let path, let isThere):
            "\(path): the database is \(isThere ? "empty" : "gone"), but there are backups of it; restore one with "
                + "`hpltune database restore`, or move \(path).backups away to start anew"
        case .newer(let path, let steps):
            "\(path): written by a newer hpltune (it has: \(steps.joined(separator: "; "))); update hpltune"
        case .readOnly(let path):
            "\(path): the database cannot be written; give yourself write permission to the file and its folder, "
                + "or name another one with --database"
        case .unwritable(let path, let reason):
            "\(path): cannot be opened (\(reason)); name another database with --database or HPLTUNE_DATABASE"
        case .diskFull(let path):
            "\(path): the disk is full; free some space and run the same command again, nothing is lost"
        case .replaced(let path):
            "\(path): the database was deleted or replaced by another file while it was in use; put the old one back "
                + "with its -wal file, or remove the -wal and -shm files beside the new one"
        case .busy(let path):
            "\(path): another program has held the database for 30 seconds; try again when it is done"
        case .noStudy(let name, let known):
            known.isEmpty
                ? "there is no study yet; `hpltune optimize` starts one"
                : "there is no study `\(name)`; there are: \(known.joined(separator: ", "))"
        case .studyExists(let name):
            "there is a study `\(name)` already; give the new one another name with --study"
        case .held(let study, let holder):
            "study `\(study)` is being driven by \(holder); look with `hpltune watch \(study)`, or take it over with "
                + "`hpltune resume \(study) --take-over`"
        case .leaseLost(let study):
            "study `\(study)` was taken over by another hpltune; this one stops, nothing is lost"
        case .unreadable(let detail):
            "the database holds something this hpltune cannot read: \(detail)"
        }
    }

    /// Worth trying again later without changing anything.
    public var isTemporary: Bool {
        switch self {
        case .busy, .held, .leaseLost: true
        default: false
        }
    }
}
