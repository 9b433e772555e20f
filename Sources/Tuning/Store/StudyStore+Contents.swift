import Execution
import GRDB
import Search

extension StudyStore {
    /// What cannot be said in SQL: whether everything can be read, and points are what their hashes say.
    func contentFindings() throws -> [DatabaseCheck.Finding] {
        var findings: [DatabaseCheck.Finding] = []
        let names = try read { try String.fetchAll($0, sql: "SELECT name FROM study ORDER BY id") }
        for name in names {
            do {
                let study = try study(named: name)
                findings += studyFindings(study)
                findings += try trialFindings(study)
            } catch StoreError.unreadable(let detail) {
                findings.append(.init(rule: "unreadable", text: "\(detail) cannot be read"))
            }
        }
        let kinds = try read { try String.fetchSet($0, sql: "SELECT DISTINCT kind FROM event") }
        for kind in kinds.sorted() where Event.Kind(rawValue: kind) == nil {
            findings.append(.init(rule: "events", text: "there are events of the unknown kind `\(kind)`"))
        }
        return findings
    }

    private func studyFindings(_ study: StudyRecord) -> [DatabaseCheck.Finding] {
        var findings: [DatabaseCheck.Finding] = []
        do {
            _ = try study.space()
        } catch {
            findings.append(
                .init(rule: "space", text: "the space of study `\(study.name)` cannot be read: \(error)"))
        }
        do {
            _ = try StrategyFile(text: study.strategy, file: "the strategy of study `\(study.name)`")
        } catch {
            findings.append(.init(rule: "strategy", text: "\(error)"))
        }
        return findings
    }

    private func trialFindings(_ study: StudyRecord) throws -> [DatabaseCheck.Finding] {
        let rows = try read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT id, number, point, pointHash FROM trial WHERE studyID = ? ORDER BY number",
                arguments: [study.id])
        }
        var findings: [DatabaseCheck.Finding] = []
        var isReadable = true
        for row in rows {
            let name = "run #\(row["number"] as Int) of study `\(study.name)`"
            do {
                let hash = try decodePoint(row["point"]).hash.description
                if hash != row["pointHash"] {
                    findings.append(
                        .init(
                            rule: "point-hash", text: "the point of \(name) is not the one it was hashed by"))
                }
            } catch StoreError.unreadable {
                findings.append(.init(rule: "unreadable", text: "the point of \(name) cannot be read"))
                isReadable = false
            }
        }
        // The rest of them (hosts, expectations, outcomes), told by the first that cannot be read.
        if isReadable { _ = try trials(ofStudy: study.id) }
        return findings
    }
}
