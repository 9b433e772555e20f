import Execution
import HPL
import Search
import Tuning

/// A profile as `clusters add` writes it: what was said and found, and what else could be said as comments.
struct ClusterProfileText {
    let name: String
    let scheduler: ClusterProfile.SchedulerKind
    /// Keys with their values, in the file's order; comments may follow.
    var said: [(key: String, value: String, remark: String?)] = []

    /// What may be added by hand, with an example.
    private static let examples: [(key: String, example: String, remark: String, isForSlurm: Bool)] = [
        ("work_directory", "~/hpl", "takes the run directories; all nodes must see it", true),
        ("partition", "main", "else the cluster's default one", true),
        ("account", "myproject", "who pays", true),
        ("constraint", "rome", "features that the nodes must have", true),
        ("nodes", "1", "nodes of a run", true),
        ("modules", "[gcc, openmpi]", "loaded at the start of every job", false),
        ("executable", "~/hpl-2.3/xhpl", "else HPLTUNE_XHPL, else xhpl on the PATH", false),
        ("launcher", "mpirun", "else the mpirun or mpiexec on the PATH", false),
    ]

    /// Ends with a line end.
    var text: String {
        var lines: [(text: String, remark: String?)] = [
            ("\(name):", nil), ("  scheduler: \(scheduler.rawValue)", nil),
        ]
        for (key, value, remark) in said { lines.append(("  \(key): \(value)", remark)) }
        for (key, example, remark, isForSlurm) in Self.examples
        where !said.contains(where: { $0.key == key }) && (!isForSlurm || scheduler == .slurm) {
            lines.append(("  # \(key): \(example)", remark))
        }
        // One long line does not push all remarks to the right.
        let width = (lines.map(\.text.count).filter { $0 < 40 }.max() ?? 0) + 3
        return lines.map { text, remark in
            guard let remark else { return text + "\n" }
            return text + String(repeating: " ", count: max(3, width - text.count)) + "# \(remark)\n"
        }.joined()
    }

    /// A scalar as people would write it, in quotation marks only where YAML would take it for something else.
    static func scalar(_ text: String) -> String {
        let safe =
            text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-=,+@".contains($0)) }
            || (text.hasPrefix("~/")
                && text.dropFirst(2).allSatisfy {
                    $0.isASCII && ($0.isLetter || $0.isNumber || "/._-".contains($0))
                })
        let isWord = text.first.map { $0.isLetter || $0 == "/" || $0 == "~" } ?? false
        let isTruth = ["yes", "no", "true", "false", "on", "off", "null", "~"].contains(text.lowercased())
        return safe && isWord && !isTruth ? text : YAMLText.quoted(text)
    }
}
