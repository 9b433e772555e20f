/// The sizes of text in a figure, for a width of 800 pixels.
enum TextStyle: Sendable, CaseIterable {
    case title, subtitle, axis, tick, legend, mark, message

    var size: Double {
        switch self {
        case .title: 18
        case .subtitle: 12.5
        case .message: 15
        case .axis, .tick, .legend, .mark: 12
        }
    }

    var isBold: Bool { self == .title || self == .mark }
}

/// How much room text takes.
protocol TextMeasure {
    /// The width of one line, pixels.
    func width(of text: String, _ style: TextStyle) -> Double
    /// Above and below the baseline, the same for all text of a style.
    func height(of style: TextStyle) -> (ascent: Double, descent: Double)
}

extension TextMeasure {
    /// The text, its end replaced by an ellipsis where it is too wide.
    func fitted(_ text: String, _ style: TextStyle, width limit: Double) -> String {
        if width(of: text, style) <= limit { return text }
        let letters = Array(text)
        var (fits, tooMany) = (0, letters.count)
        while fits + 1 < tooMany {
            let count = (fits + tooMany) / 2
            if width(of: String(letters[..<count]) + "…", style) <= limit {
                fits = count
            } else {
                tooMany = count
            }
        }
        return String(letters[..<fits]) + "…"
    }

    /// The text in lines, broken at spaces, and inside a word that is longer than a line; the last one is cut where it
    /// still is too long.
    func wrapped(_ text: String, _ style: TextStyle, width limit: Double, lines most: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let longer = line.isEmpty ? String(word) : line + " " + word
            if width(of: longer, style) <= limit || lines.count + 1 == most {
                line = longer
                continue
            }
            if !line.isEmpty { lines.append(line) }
            line = String(word)
            while lines.count + 1 < most, width(of: line, style) > limit {
                let head = String(fitted(line, style, width: limit).dropLast())
                guard !head.isEmpty else { break }
                lines.append(head)
                line = String(line.dropFirst(head.count))
            }
        }
        return (lines + [line]).map { fitted($0, style, width: limit) }
    }
}
