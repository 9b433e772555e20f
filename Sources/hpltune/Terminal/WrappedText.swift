/// Text in lines no wider than a terminal, broken between words.
enum WrappedText {
    /// - Parameters:
    ///   - columns: the width of a line.
    ///   - indent: blanks before every line but the first.
    ///   - breaksWords: a word wider than a line is broken; else it stands out, as a path must that is to be copied.
    static func lines(
        _ text: String, columns: Int, indent: Int = 0, breaksWords: Bool = true
    ) -> [String] {
        var lines: [String] = []
        var rest = text[...]
        var room = max(1, columns)
        let margin = String(repeating: " ", count: min(indent, max(0, columns - 10)))
        while rest.count > room {
            let end =
                lastBreak(in: rest, within: room)
                ?? (breaksWords ? rest.index(rest.startIndex, offsetBy: room) : endOfWord(in: rest))
            lines.append((lines.isEmpty ? "" : margin) + String(rest[..<end]).trimmingTrailingSpaces)
            rest = rest[end...].drop { $0 == " " }
            room = max(1, columns - margin.count)
        }
        if !rest.isEmpty || lines.isEmpty { lines.append((lines.isEmpty ? "" : margin) + rest) }
        return lines
    }

    /// As `lines`, but no more of them than `most`: the last one ends in `…` when something is left out.
    static func lines(_ text: String, columns: Int, indent: Int = 0, most: Int) -> [String] {
        let lines = lines(text, columns: columns, indent: indent)
        guard lines.count > most, let last = lines.prefix(most).last else { return lines }
        return lines.prefix(max(0, most - 1)) + [clipped(last + " …", columns: columns)]
    }

    /// As many whole words as there is room for, and `…` for the others.
    static func clipped(_ text: String, columns: Int, breaksWords: Bool = true) -> String {
        if text.count <= columns { return text }
        let room = max(0, columns - 2)
        guard let end = lastBreak(in: text[...], within: room) else {
            return text.prefix(breaksWords ? max(0, columns - 1) : 0) + "…"
        }
        return String(text[..<end]).trimmingTrailingSpaces + " …"
    }

    private static func endOfWord(in text: Substring) -> String.Index {
        let start = text.prefix { $0 == " " }.endIndex
        return text[start...].firstIndex(of: " ") ?? text.endIndex
    }

    /// Where the blanks begin that end the last word of no more than `room` characters.
    private static func lastBreak(in text: Substring, within room: Int) -> String.Index? {
        let start = text.prefix { $0 == " " }.endIndex
        let head = text.prefix(room + 1)
        guard let blank = head.lastIndex(of: " "), blank > start else { return nil }
        return blank
    }
}
