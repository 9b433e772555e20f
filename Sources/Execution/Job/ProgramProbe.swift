/// Looks for programs as the steps of a job would find them: in a login shell, after the job's prologue. A `module load`
/// may be what brings them.
public struct ProgramProbe: Sendable {
    public struct Program: Sendable, Hashable {
        public let path: String
        /// What it printed when asked with the arguments for its version, both streams.
        public let answer: String

        public init(path: String, answer: String) {
            self.path = path
            self.answer = answer
        }
    }

    /// What came of looking.
    public enum Finding: Sendable, Hashable {
        /// The first of the names that is there.
        case found(Program)
        case none
        /// A command of the prologue failed; what it said.
        case failed(command: String, reason: String)
    }

    public let prologue: [String]
    public let environment: [String: String]

    public init(prologue: [String], environment: [String: String] = [:]) {
        self.prologue = prologue
        self.environment = environment
    }

    /// - Parameter names: names to look for along PATH, or paths; the first that is a program counts.
    func command(for names: [String], askingWith arguments: [String]) -> Command {
        let commands = prologue.enumerated().map { index, command in
            "eval \(ShellWord(command)) 2>&1 || { printf '\\n\(Self.mark)failed \(index)\\n' >&\"$hpltune_out\"; exit 0; }"
        }
        let words = { (texts: [String]) in texts.map { ShellWord($0).description }.joined(separator: " ") }
        let script =
            [
                "hpltune_token= hpltune_job=", BatchScript.functions, "hpltune_define_module",
                // A prologue may send its shell's output elsewhere.
                "exec {hpltune_out}>&1",
            ] + commands
            + [
                #"exec >&"$hpltune_out""#,
                "for name in \(words(names)); do",
                #"path=$(type -P -- "$name") || continue"#,
                #"[[ $path == /* ]] || path=$PWD/$path"#,
                #"printf '\n@hpltune:program %s\n' "$path""#,
                #"timeout 20 "$path" \#(words(arguments)) </dev/null 2>&1"#,
                "exit 0",
                "done",
                #"printf '\n@hpltune:none\n'"#,
            ]
        return Command(
            argv: ["bash", "-l", "-c", script.joined(separator: "\n"), "hpltune"], environment: environment)
    }

    func finding(_ output: CommandOutput) -> Finding {
        let lines = String(decoding: output.stdout, as: UTF8.self).split(separator: "\n").map(String.init)
        guard let index = lines.lastIndex(where: { $0.hasPrefix(Self.mark) }) else {
            return .failed(
                command: prologue.joined(separator: "; "),
                reason: output.succeeded ? "the shell ended before it could answer" : output.complaint)
        }
        let words = lines[index].dropFirst(Self.mark.count).split(separator: " ", maxSplits: 1).map(
            String.init)
        switch words.first {
        case "program" where words.count == 2:
            return .found(
                Program(path: words[1], answer: lines[(index + 1)...].joined(separator: "\n")))
        case "failed":
            let command = words.last.flatMap { Int($0) }.map { prologue[$0] } ?? ""
            let said = lines[..<index].last { !$0.isEmpty } ?? "it says nothing"
            return .failed(command: command, reason: Self.withoutPlace(said))
        default: return .none
        }
    }

    /// `hpltune: line 165: module: command not found` counts the lines of a script that the user never sees.
    private static func withoutPlace(_ line: String) -> String {
        let parts = line.split(separator: ": ", omittingEmptySubsequences: false)
        guard let place = parts.prefix(3).lastIndex(where: { $0.hasPrefix("line ") }) else { return line }
        return parts[(place + 1)...].joined(separator: ": ")
    }

    /// So long the prologue and the program may take together.
    public static let patience = Duration.seconds(30)

    private static let mark = "@hpltune:"

    public func find(
        _ names: [String], askingWith arguments: [String], through transport: some Transport
    ) async throws -> Finding {
        finding(
            try await transport.run(
                command(for: names, askingWith: arguments), timeout: Self.patience, outputLimit: 1 << 20))
    }
}
