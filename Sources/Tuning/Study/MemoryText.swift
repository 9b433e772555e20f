import Search

/// Amounts of memory as users write them: `256GiB`, `512M`, `64 GB`.
public enum MemoryText {
    private static let units: [(suffix: String, bytes: Double)] = [
        ("kib", 1024), ("mib", 1_048_576), ("gib", 1_073_741_824), ("tib", 1_099_511_627_776),
        ("kb", 1e3), ("mb", 1e6), ("gb", 1e9), ("tb", 1e12),
        ("k", 1024), ("m", 1_048_576), ("g", 1_073_741_824), ("t", 1_099_511_627_776), ("b", 1), ("", 1),
    ]

    /// Bytes; `nil` when the text is no amount.
    public static func bytes(_ text: String) -> Int? {
        let text = text.lowercased().filter { $0 != " " }
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let suffix = text.dropFirst(digits.count)
        guard let number = Double(digits), number > 0,
            let unit = units.first(where: { $0.suffix == suffix }), number * unit.bytes < 1e18
        else { return nil }
        return Int(number * unit.bytes)
    }

    static func bytes(_ node: YAMLNode) throws(FileError) -> Int {
        let text = try node.string()
        guard let bytes = bytes(text) else {
            throw node.error("`\(text)` is no amount of memory; write it as in `256GiB`")
        }
        guard bytes >= 1 << 20 else {
            // No node has less: the unit was forgotten.
            let isNumber = text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
            throw node.error(
                "`\(text)` is \(bytes) bytes of memory, less than 1 MiB; "
                    + (isNumber ? "write `\(text)GiB`" : "write it as in `256GiB`"))
        }
        return bytes
    }
}
