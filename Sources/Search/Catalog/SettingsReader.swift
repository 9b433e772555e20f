/// Reads the keys of a strategy file one by one. Remembers which ones it was asked for, so that any other key in the file
/// is an error, and what they came to, defaults included, so that the file can be written out as it was understood.
///
/// A key is a path: `initial.sobol` is `sobol` in the mapping `initial`.
struct SettingsReader {
    private let root: YAMLNode
    private var keys: [String] = []
    private var retired: Set<String> = []
    private var resolved: [(key: String, value: String)] = []

    /// Error: not a mapping.
    init(_ root: YAMLNode) throws(FileError) {
        self.root = root
        _ = try root.entries()
    }

    /// A whole number within bounds.
    mutating func integer(
        _ key: String, default standard: Int, in range: ClosedRange<Int>
    ) throws(FileError) -> Int {
        let node = try find(key)
        let number = try node?.int() ?? standard
        if let node, !range.contains(number) {
            throw node.error(
                "`\(key)` is from \(range.lowerBound) to \(range.upperBound), found \(number); change it")
        }
        resolved.append((key, String(number)))
        return number
    }

    /// A whole number within bounds, or nil where the file does not say.
    mutating func integer(_ key: String, in range: ClosedRange<Int>) throws(FileError) -> Int? {
        try find(key) == nil ? nil : integer(key, default: range.lowerBound, in: range)
    }

    /// A number within bounds.
    mutating func number(
        _ key: String, default standard: Double, in range: ClosedRange<Double>
    ) throws(FileError) -> Double {
        let node = try find(key)
        let number = try node?.double() ?? standard
        if let node, !range.contains(number) {
            throw node.error(
                "`\(key)` is from \(range.lowerBound) to \(range.upperBound), found \(number); change it")
        }
        resolved.append((key, String(number)))
        return number
    }

    mutating func text(_ key: String, default standard: String) throws(FileError) -> String {
        let text = try find(key)?.string() ?? standard
        resolved.append((key, YAMLText.quoted(text)))
        return text
    }

    /// One of a list of words. A required one (`default` nil) must be there.
    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ key: String, default standard: Word? = nil
    ) throws(FileError) -> Word where Word.RawValue == String {
        let known = Word.allCases.map(\.rawValue)
        guard let node = try find(key) else {
            guard let standard else {
                let choice = known.map { "`\(key): \($0)`" }.joined(separator: " or ")
                throw root.error("the key `\(key)` is missing; add \(choice)")
            }
            resolved.append((key, standard.rawValue))
            return standard
        }
        let text = try node.string()
        guard let word = Word(rawValue: text) else {
            throw node.error(
                unknownWord(key, text, among: known, listing: true))
        }
        resolved.append((key, text))
        return word
    }

    /// Error: a key in the file that was never asked for.
    func finish() throws(FileError) {
        try refuseUnknown(in: root, prefix: "")
    }

    /// What was read, as YAML; reading it again gives the same.
    var resolvedText: String {
        var text = ""
        var open: [Substring] = []
        for (key, value) in resolved {
            let path = key.split(separator: ".")
            let sections = path.dropLast()
            for (depth, section) in sections.enumerated()
            where open.count <= depth || Array(open[...depth]) != Array(sections[...depth]) {
                text += String(repeating: "  ", count: depth) + "\(section):\n"
            }
            open = Array(sections)
            text += String(repeating: "  ", count: sections.count) + "\(path[sections.count]): \(value)\n"
        }
        return text
    }

    /// A key of earlier versions: it is in the files of their studies, which go on, and has no effect any more.
    mutating func retired(_ key: String) { retired.insert(key) }

    private mutating func find(_ key: String) throws(FileError) -> YAMLNode? {
        keys.append(key)
        var node: YAMLNode? = root
        for part in key.split(separator: ".") {
            guard let mapping = node, !mapping.isNull else { return nil }
            node = try mapping.entries().first { $0.key == part }?.value
        }
        return node
    }

    private func refuseUnknown(in node: YAMLNode, prefix: String) throws(FileError) {
        guard !node.isNull else { return }
        var known: [String] = []
        for key in keys where key.hasPrefix(prefix) {
            let next = String(key.dropFirst(prefix.count).prefix { $0 != "." })
            if !known.contains(next) { known.append(next) }
        }
        for (key, keyNode, value) in try node.entries() where !retired.contains(prefix + key) {
            guard known.contains(key) else { throw keyNode.error(unknownWord("key", key, among: known)) }
            let section = prefix + key + "."
            if keys.contains(where: { $0.hasPrefix(section) }) {
                try refuseUnknown(in: value, prefix: section)
            }
        }
    }
}
