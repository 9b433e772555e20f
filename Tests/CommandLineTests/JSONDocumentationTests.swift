import Foundation
import Testing

/// What scripts build on: docs/json.md tells every key that is printed.
@Suite("docs/json.md")
struct JSONDocumentationTests {
    /// Keys that a study's space names, or a figure of its own page.
    private static let isOpen: Set = ["parameters", "figure", "firstPoints", "failures"]

    private func keys(_ value: Any) -> Set<String> {
        switch value {
        case let object as [String: Any]:
            object.reduce(into: Set(object.keys)) { keys, entry in
                if !Self.isOpen.contains(entry.key) { keys.formUnion(self.keys(entry.value)) }
            }
        case let list as [Any]: list.reduce(into: []) { $0.formUnion(keys($1)) }
        default: []
        }
    }

    /// The keys that the row of a command has, or for `nil` the table of a trial.
    private func documented(_ command: String?) throws -> Set<String> {
        let text = try String(
            contentsOfFile: Hpltune.packageRoot + "/docs/json.md", encoding: .utf8)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }
        guard let command else {
            let table = text.components(separatedBy: "\nA trial:\n")[1].split(separator: "\n")
            let names = table.filter { $0.hasPrefix("| `") }.map { $0.split(separator: "|")[0] }
            return Set(
                names.joined().matches(of: /`(\w+)`/).map { String($0.1) } + ["gflops", "deviation"])
        }
        let row = try #require(
            rows.first { $0.split(separator: "|")[0].contains("`\(command)") }, "no row of \(command)")
        return Set(row.matches(of: /"(\w+)"/).map { String($0.1) })
    }

    @Test("tells the keys that commands print, in the row of each")
    func keys() async throws {
        try await Hpltune.inNewHome { hpltune in
            for study in ["local", "other"] {
                let output = try await hpltune("optimize", "--study", study, "--n", "200", "--budget", "3")
                #expect(output.status == 0, "\(output.errors)")
            }
            for (command, row) in [
                ("trials local", nil), ("show local 1", nil), ("status local", "status STUDY"),
                ("studies", "status STUDY"), ("best local", "best"), ("compare local other", "compare"),
                ("logs local 1", "logs"), ("plot local", "plot"), ("space", "space"),
                ("clusters", "clusters"),
                ("doctor", "doctor"), ("strategies list", "strategies list"),
                ("strategies show bayes", "strategies show"), ("strategies check bayes", "strategies check"),
                ("database check", "database check"), ("database backup", "database backup"),
                ("database restore --list", "database restore --list"),
                ("database clear-cache", "database clear-cache"),
            ] as [(String, String?)] {
                let output = try await hpltune.run(
                    command.split(separator: " ").map(String.init) + ["--json"])
                let printed = keys(try JSONSerialization.jsonObject(with: Data(output.out.utf8)))
                let told = try documented(row)
                #expect(
                    !printed.isEmpty && printed.subtracting(told).isEmpty,
                    "\(command): \(printed.subtracting(told))")
            }
        }
    }
}
