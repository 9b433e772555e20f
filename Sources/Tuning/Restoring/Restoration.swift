import GRDB
import Glibc

/// A database put back from a copy, and what the copy did not have.
public struct Restoration: Sendable {
    public let database: String
    /// The copy it came from.
    public let source: String
    public let contents: BackupContents
    /// The old files under their new names; none when there was no database.
    public let kept: [String]
    /// By study, those with something missing.
    public let missing: [MissingRuns]

    /// Puts the copy `file`, or the newest good backup, in the place of the database. The old files are kept under other
    /// names. Whenever the process is killed, the database is the old one or the restored one.
    ///
    /// Errors: `DatabaseCareError`: no good backup; a study is being driven, or a process has the database open; nothing
    /// is wrong with the database and no `file` was named. `StoreError`: a newer hpltune made the copy.
    ///
    /// - Parameters:
    ///   - isGone: whether a driver's process has ended.
    ///   - now: Unix seconds.
    public static func restore(
        _ path: String, from file: String? = nil, at now: Double,
        isGone: (LeaseHolder) -> Bool = DriverProcess.isGone
    ) throws -> Restoration {
        try restore(path, from: file, at: now, isGone: isGone, reached: { _ in })
    }

    static func restore(
        _ path: String, from file: String?, at now: Double, isGone: (LeaseHolder) -> Bool,
        reached: @escaping (RestoreSwap.Step) throws -> Void
    ) throws -> Restoration {
        try RestoreSwap.finishInterrupted(of: path)
        let swap = RestoreSwap(database: DurableFile.resolved(path), reached: reached)
        try refuseWithoutCopies(file, of: swap.database)
        try StudyStore.makeFolder(of: swap.database)
        do {
            return try RestoreLock.holding(swap.database) {
                try restore(path, swap, from: file, at: now, isGone: isGone)
            }
        } catch let failure as DurableFile.Failure {
            throw DatabaseCareError.restoreFailed(
                database: path, reason: "\(failure.path): \(failure.reason)")
        } catch DatabaseCareError.backupFailed(_, let reason) {
            throw DatabaseCareError.restoreFailed(database: path, reason: reason)
        }
    }

    private static func restore(
        _ path: String, _ swap: RestoreSwap, from file: String?, at now: Double, isGone: (LeaseHolder) -> Bool
    ) throws -> Restoration {
        let exists = DurableFile.exists(swap.database)
        let isWhole = try exists && self.isWhole(swap.database, isReplacedOnPurpose: file != nil)
        if isWhole, file == nil { throw DatabaseCareError.whole(database: path) }
        if exists { try refuseWhenInUse(swap.database, at: now, isGone) }
        let source = try source(file, for: swap.database)
        try prepare(swap.restored, from: source, at: now)
        let ending = freeEnding(
            (isWhole ? ".replaced-" : ".damaged-") + TimeText.compact(now), of: swap.database)
        try swap.exchange(keepingOldAs: ending)
        let old = swap.database + ending
        return Restoration(
            database: path, source: source, contents: try BackupContents(of: source),
            kept: ([""] + RestoreSwap.besides).map { old + $0 }.filter(DurableFile.exists),
            missing: try MissingRuns.all(in: swap.database, keptAs: old))
    }

    /// An ending that no file has yet: also the second restore within a second keeps what it replaces.
    private static func freeEnding(_ ending: String, of database: String) -> String {
        var (free, number) = (ending, 1)
        while ([""] + RestoreSwap.besides).contains(where: { DurableFile.exists(database + free + $0) }) {
            number += 1
            free = "\(ending)-\(number)"
        }
        return free
    }

    /// - Parameter isReplacedOnPurpose: a copy was named, so that a newer database may go as well.
    private static func isWhole(_ path: String, isReplacedOnPurpose: Bool) throws -> Bool {
        do {
            return try DatabaseCheck(of: path).isWhole
        } catch StoreError.newer where isReplacedOnPurpose {
            return true
        } catch StoreError.noStudy {
            // An empty file.
            return false
        }
    }

    private static func refuseWhenInUse(
        _ path: String, at now: Double, _ isGone: (LeaseHolder) -> Bool
    ) throws {
        do {
            let store = try StudyStore(reading: path)
            for study in try store.studies() {
                if let holder = try store.leaseHolder(ofStudy: study, at: now, isGone: isGone),
                    !holder.isThisProcess
                {
                    throw DatabaseCareError.driven(study: study.name, by: holder)
                }
            }
        } catch is StoreError {
            // Too damaged to tell; whoever has it open still shows.
        }
        if let pid = try OpenDatabase.user(of: path) {
            throw DatabaseCareError.inUse(database: path, pid: pid)
        }
    }

    /// Before even a folder is made.
    private static func refuseWithoutCopies(_ file: String?, of database: String) throws {
        if let file {
            guard DurableFile.exists(file) else {
                throw DatabaseCareError.badBackup(path: file, reason: "there is no such file")
            }
        } else if try !DurableFile.exists(database) && Backups(of: database).list().isEmpty {
            throw DatabaseCareError.noBackup(database: database)
        }
    }

    /// The copy to take, looked through before anything is touched.
    private static func source(_ file: String?, for database: String) throws -> String {
        guard let file else {
            let backups = try Backups(of: database).list()
            if backups.isEmpty { throw DatabaseCareError.noBackup(database: database) }
            guard let good = backups.first(where: \.isGood) else {
                throw DatabaseCareError.noGoodBackup(database: database, tried: backups.count)
            }
            return good.path
        }
        if DurableFile.resolved(file) == database {
            throw DatabaseCareError.badBackup(path: file, reason: "it is the database itself")
        }
        do {
            if let finding = try DatabaseCheck(of: file).findings.first {
                throw DatabaseCareError.badBackup(path: file, reason: finding.text)
            }
        } catch StoreError.noStudy {
            throw DatabaseCareError.badBackup(path: file, reason: "there is nothing in it")
        }
        return file
    }

    /// Makes the database as it is to be, beside the old one.
    private static func prepare(_ path: String, from source: String, at now: Double) throws {
        // What a killed restore left, a half-done change of it most of all.
        for name in try DurableFile.names(in: path.parentFolder) {
            let remains = "\(path.parentFolder)/\(name)"
            if remains.hasPrefix(path) { try DurableFile.remove(remains) }
        }
        do {
            let copy = try StudyStore(reading: source)
            try copy.copy(to: path)
            try copy.writer.close()
            // Brings a copy of an older hpltune up to date.
            let store = try StudyStore(path: path, journal: .rollback)
            try store.forgetWhoDrove(at: now)
            try store.writer.close()
            if let finding = try DatabaseCheck(of: path).findings.first {
                throw DatabaseCareError.badBackup(path: source, reason: finding.text)
            }
        } catch {
            for ending in [""] + RestoreSwap.besides { try DurableFile.remove(path + ending) }
            if case StoreError.diskFull = error {
                throw DatabaseCareError.restoreFailed(database: path, reason: "the disk is full")
            }
            throw error
        }
    }
}

extension StudyStore {
    private static let restored = "the database was restored from a backup"

    /// Nothing has happened to the study since the database was restored: jobs may be in the queue that it does not know.
    func isJustRestored(_ study: StudyRecord) throws -> Bool {
        try lastEvent(ofStudy: study.id)?.event.text == Self.restored
    }

    /// Whether there may be jobs of the study that it does not know, and that nobody looks for before the study goes on.
    public func isToBeSearched(_ study: StudyRecord) throws -> Bool {
        try !study.awaitsSync && study.setUp.jobLimit != nil && isJustRestored(study)
    }

    /// Nobody drives a study of a database that was just restored, and what was asked of the driver then is over.
    fileprivate func forgetWhoDrove(at now: Double) throws {
        try write { database in
            try database.execute(sql: "DELETE FROM lease")
            if try database.tableExists("request") {
                try database.execute(
                    sql: "UPDATE request SET takenAt = COALESCE(takenAt, ?), answer = ? WHERE answer IS NULL",
                    arguments: [now, "the database was restored from a backup; ask again"])
            }
            for study in try Int64.fetchAll(database, sql: "SELECT id FROM study") {
                try addEvent(
                    Event(kind: .warned, text: Self.restored), study: study, at: now, in: database)
            }
        }
    }
}
