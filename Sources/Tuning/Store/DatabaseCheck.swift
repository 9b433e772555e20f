import GRDB

/// Looks for what is wrong in a database: in the file as SQLite sees it, and in what hpltune promises itself.
/// Nothing is changed.
public struct DatabaseCheck: Sendable {
    /// Something that must not be.
    public struct Finding: Sendable, Hashable {
        /// A stable word.
        public let rule: String
        /// What is wrong, on one line.
        public let text: String
    }

    public let findings: [Finding]
    public let studies: Int
    public let runs: Int

    public var isWhole: Bool { findings.isEmpty }

    /// Errors: `StoreError` when there is no such database, it is another program's or a newer hpltune's, or may not be
    /// read. A damaged one is no error but a finding.
    public init(of path: String) throws {
        let store: StudyStore
        do {
            store = try StudyStore(reading: path)
        } catch StoreError.damaged(_, let detail) {
            self.init(findings: [Self.integrity(detail)], studies: 0, runs: 0)
            return
        } catch let error as StoreError {
            // Where backups lie, a database of ours has been.
            guard try Self.isOurs(path, error) else { throw error }
            self.init(findings: [Self.integrity("it is no database any more")], studies: 0, runs: 0)
            return
        }
        var findings: [Finding] = []
        do {
            findings = try store.read(Self.integrityFindings)
        } catch StoreError.damaged(_, let detail) {
            findings = [Self.integrity(detail)]
        }
        let isReadable = findings.isEmpty
        for invariant in Invariant.all {
            findings += try Self.unlessDamaged(else: isReadable) { try store.read(invariant.findings) }
        }
        findings += try Self.unlessDamaged(else: isReadable) { try store.contentFindings() }
        let counts = try Self.unlessDamaged(else: isReadable) {
            try store.read { database in
                try ["SELECT COUNT(*) FROM study", "SELECT COUNT(*) FROM trial WHERE state <> 'pending'"].map
                {
                    try Int.fetchOne(database, sql: $0) ?? 0
                }
            }
        }
        self.init(findings: findings, studies: counts.first ?? 0, runs: counts.last ?? 0)
    }

    private init(findings: [Finding], studies: Int, runs: Int) {
        self.findings = findings
        self.studies = studies
        self.runs = runs
    }

    /// Whether `error`, met while opening, says that a database of ours is damaged beyond recognition.
    static func isOurs(_ path: String, _ error: StoreError) throws -> Bool {
        switch error {
        case .notADatabase: try !Backups(of: path).list().isEmpty
        case .lost: true
        default: false
        }
    }

    /// In a file that is damaged anyway, what can no longer be looked at is left out.
    private static func unlessDamaged<Item>(
        else isReadable: Bool, _ body: () throws -> [Item]
    ) throws -> [Item] {
        do {
            return try body()
        } catch let error as StoreError {
            if isReadable { throw error }
            return []
        }
    }

    private static func integrity(_ detail: String) -> Finding {
        Finding(rule: "integrity", text: "the file is damaged: \(detail)")
    }

    private static func integrityFindings(_ database: Database) throws -> [Finding] {
        let complaints = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)").filter {
            $0 != "ok"
        }
        // Where pages are damaged, what they refer to is missing by the hundred.
        if !complaints.isEmpty {
            return complaints.map { integrity($0.split(separator: "\n").joined(separator: " ")) }
        }
        return try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
            let place = (row["rowid"] as Int64?).map { "row \($0)" } ?? "a row"
            return Finding(
                rule: "foreign-keys",
                text: "\(place) of table \(row["table"] as String) belongs to something in table "
                    + "\(row["parent"] as String) that is not there")
        }
    }
}
