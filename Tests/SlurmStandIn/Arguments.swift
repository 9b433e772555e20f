/// The words behind a tool's name: options as `--name=value`, `--name`, `-x value`, and what is left.
struct Arguments {
    private(set) var options: [String: String] = [:]
    private(set) var words: [String] = []

    /// Options of one letter that take a value.
    private static let withValue: Set<String> = ["-o", "-t", "-u", "-j", "-S", "-p", "-n", "-N", "-M"]

    init(_ arguments: [String], flags: Set<String> = ["-h", "-n", "-X", "-P", "-r", "-N", "-L"]) {
        var rest = arguments[...]
        while let word = rest.popFirst() {
            if word.hasPrefix("--") {
                let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                options[String(parts[0])] = parts.count == 2 ? String(parts[1]) : ""
            } else if word.hasPrefix("-"), word.count == 2 {
                options[word] =
                    flags.contains(word) || !Self.withValue.contains(word) ? "" : rest.popFirst() ?? ""
            } else if word.hasPrefix("-"), word.count > 2, !flags.contains(String(word.prefix(2))) {
                options[String(word.prefix(2))] = String(word.dropFirst(2))
            } else if word.hasPrefix("-"), word.count > 2 {
                for letter in word.dropFirst() { options["-\(letter)"] = "" }
            } else {
                words.append(word)
            }
        }
    }

    subscript(names: String...) -> String? {
        names.lazy.compactMap { options[$0] }.first
    }
}
