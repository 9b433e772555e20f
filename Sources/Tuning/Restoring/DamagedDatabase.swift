import Foundation
import GRDB

/// What can still be read of a damaged database: everything up to the first bad page, and everything after the last.
struct DamagedDatabase {
    private var queue: DatabaseQueue?

    init(_ path: String) {
        guard DurableFile.exists(path) else { return }
        var configuration = StudyStore.configuration
        configuration.readonly = true
        configuration.busyMode = .timeout(1)
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            queue = nil
        }
    }

    var studies: [String] { rows(of: "study", columns: "name", where: "TRUE", []).map { $0["name"] } }

    /// Runs with an outcome.
    func decidedRuns(ofStudy name: String) -> Set<Int> {
        guard let id = rows(of: "study", columns: "id", where: "name = ?", [name]).first?["id"] as Int64?
        else {
            return []
        }
        let condition = "studyID = ? AND state <> 'pending'"
        return Set(rows(of: "trial", columns: "number", where: condition, [id]).map { $0["number"] as Int })
    }

    func setUp(ofStudy name: String) -> StudySetUp? {
        guard
            let text = rows(of: "study", columns: "setUp", where: "name = ?", [name]).first?["setUp"]
                as String?
        else { return nil }
        do {
            return try JSONDecoder().decode(StudySetUp.self, from: Data(text.utf8))
        } catch {
            return nil
        }
    }

    /// Scans the table itself from both ends: its indexes may be damaged as well.
    func rows(
        of table: String, columns: String, where condition: String, _ arguments: StatementArguments
    ) -> [Row] {
        var found: [Int64: Row] = [:]
        for order in ["ASC", "DESC"] {
            let sql = """
                SELECT id AS rowNumber, \(columns) FROM \(table) NOT INDEXED WHERE \(condition)
                ORDER BY id \(order)
                """
            do {
                try queue?.read { database in
                    let cursor = try Row.fetchCursor(database, sql: sql, arguments: arguments)
                    while let row = try cursor.next() { found[row["rowNumber"]] = row.copy() }
                }
            } catch {
                // As far as it went. The other end may hold more.
                continue
            }
        }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }
}
