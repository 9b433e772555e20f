/// Searches what a run printed: its errors first. Of a very long text only the beginning and the end are looked at.
struct EvidenceText {
    private static let limit = 256 * 1024
    private static let longestEvidence = 240

    private let parts: [ArraySlice<UInt8>]

    init(_ evidence: RunEvidence) {
        parts = [evidence.stderr, evidence.stdout].flatMap { text in
            text.count <= 2 * Self.limit ? [text[...]] : [text.prefix(Self.limit), text.suffix(Self.limit)]
        }
    }

    /// The line with the first sign that is there.
    func line(with signs: [StaticString]) -> String? {
        for sign in signs {
            for part in parts {
                let line = part.withUnsafeBytes { bytes -> String? in
                    let text = OutputLine(bytes: bytes, number: 1, isComplete: true)
                    return text.firstIndex(of: sign).map { Self.line(around: $0, in: text) }
                }
                if let line { return line }
            }
        }
        return nil
    }

    /// The last line that says something.
    var lastLine: String? {
        for part in parts {
            let lines = part.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
            let spoken = lines.last { line in
                line.contains { OutputLine.isWordByte($0) }
            }
            if let spoken { return Self.clean(String(decoding: spoken, as: UTF8.self)) }
        }
        return nil
    }

    private static func line(around index: Int, in text: OutputLine) -> String {
        var start = index
        while start > 0, index - start < longestEvidence, text.bytes[start - 1] != 0x0a { start -= 1 }
        let end = text.firstIndex(of: 0x0a, from: index) ?? text.count
        return clean(text.text(start..<end))
    }

    /// One line without control characters (an output is not to be trusted with the terminal), cut when very long.
    private static func clean(_ line: String) -> String {
        let printable = line.unicodeScalars.filter { $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) }
        let text = String(String.UnicodeScalarView(printable))
        let words = text.split(separator: " ").joined(separator: " ")
        return words.count > longestEvidence ? words.prefix(longestEvidence) + "…" : words
    }
}
