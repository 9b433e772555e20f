/// A line of an HPL.dat, cut into words at white space as `sscanf("%s")` does.
struct InputLine {
    enum Number {
        case value(Int)
        /// What `atoi` makes of a word that is no number as a whole.
        case partial(Int)
        case tooLarge
    }

    /// Counted from 1.
    let number: Int
    /// Without the end of the line.
    let bytes: ArraySlice<UInt8>
    /// Index ranges into `bytes`.
    let words: [Range<Int>]

    init(number: Int, bytes: ArraySlice<UInt8>) {
        self.number = number
        // Converted twice, a file has two of them.
        var bytes = bytes
        while bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        self.bytes = bytes
        var words: [Range<Int>] = []
        var position = self.bytes.startIndex
        while true {
            let word = Self.word(in: self.bytes, from: position)
            if word.isEmpty { break }
            words.append(word)
            position = word.upperBound
        }
        self.words = words
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The word that `sscanf` finds from `position` on; empty at the end of the line.
    func word(from position: Int) -> Range<Int> { Self.word(in: bytes, from: position) }

    private static func word(in bytes: ArraySlice<UInt8>, from position: Int) -> Range<Int> {
        let rest = bytes[min(position, bytes.endIndex)...]
        let start = rest.firstIndex { !isBlank($0) } ?? bytes.endIndex
        let end = bytes[start...].firstIndex(where: isBlank) ?? bytes.endIndex
        return start..<end
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

    /// Counted from 1, in characters.
    func column(of byte: Int) -> Int {
        // Continuation bytes of UTF-8 do not start a character.
        bytes[..<byte].count { $0 & 0xc0 != 0x80 } + 1
    }

    /// Whether the word begins like a number.
    func startsNumber(_ index: Int) -> Bool {
        var word = bytes[words[index]]
        if let first = word.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            word.removeFirst()
        }
        return word.first.map(Self.isDigit) ?? false
    }

    func integer(_ range: Range<Int>) -> Number {
        var digits = bytes[range]
        var isNegative = false
        if let first = digits.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            isNegative = first == UInt8(ascii: "-")
            digits.removeFirst()
        }
        let end = digits.firstIndex { !Self.isDigit($0) } ?? digits.endIndex
        var value = 0
        for byte in digits[..<end] {
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            // HPL keeps a C int.
            if value > Int(Int32.max) { return .tooLarge }
        }
        if isNegative { value = -value }
        let startsComment =
            end < digits.endIndex && end > digits.startIndex && "#;!(".utf8.contains(digits[end])
        let isWhole = end == digits.endIndex && !digits.isEmpty
        return isWhole || startsComment ? .value(value) : .partial(value)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
