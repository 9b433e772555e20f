import Search

/// Damages a file at random, as bad disks, editors, copies over a terminal and tired people do. The same seed gives the
/// same damages.
public struct Mutator {
    private enum Damage: CaseIterable {
        case flippedBit, changedByte, removedBytes, copiedBytes, truncation
        case removedLine, doubledLine, swappedLines, longLine, carriageReturns
        case swappedWords, removedWord, hugeNumber, noNumber
        case invalidUTF8, zeroByte, quote, controlCharacter
    }

    private static let longest = 20_000
    private static let hugeNumbers = [
        "99999999999999999999", "-1", "0", "1e400", "2147483648", "9223372036854775807", "1e-320", "0x7f",
        "１",
    ]
    private static let noNumbers = ["nan", "-nan", "NaN", "inf", "-Infinity", "1.#IND", "", "--", "1.2.3"]
    /// Half of a character, an overlong form, a byte that UTF-8 never has, half of a pair.
    private static let invalidUTF8: [[UInt8]] = [
        [0xc3], [0xc0, 0xaf], [0xff], [0xed, 0xa0, 0x80], [0xe2, 0x82],
    ]

    private var generator: SeededGenerator

    public init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// The file with one to six damages.
    public mutating func mutated(_ original: [UInt8]) -> [UInt8] {
        var bytes = original
        for _ in 0...generator.next(below: 6) where !bytes.isEmpty { damage(&bytes) }
        return bytes
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        switch Damage.allCases[generator.next(below: Damage.allCases.count)] {
        case .flippedBit: bytes[place(in: bytes)] ^= UInt8(1 << generator.next(below: 8))
        case .changedByte: bytes[place(in: bytes)] = UInt8(generator.next(below: 256))
        case .removedBytes: bytes.removeSubrange(range(in: bytes))
        case .copiedBytes: insert(Array(bytes[range(in: bytes)]), into: &bytes)
        case .truncation: bytes.removeLast(generator.next(below: bytes.count))
        case .removedLine: bytes.removeSubrange(line(in: bytes))
        case .doubledLine:
            let line = line(in: bytes)
            bytes.insert(contentsOf: Array(bytes[line]), at: line.lowerBound)
        case .swappedLines: swap(line(in: bytes), line(in: bytes), in: &bytes)
        case .longLine:
            let piece = Array(bytes[range(in: bytes)])
            guard !piece.isEmpty else { return }
            let count = generator.next(below: 40) == 0 ? Self.longest : 300
            insert((0..<count).map { piece[$0 % piece.count] }.filter { $0 != 0x0a }, into: &bytes)
        case .carriageReturns:
            bytes = bytes.flatMap { $0 == 0x0a ? [0x0d, 0x0a] : [$0] }
        case .swappedWords: swap(word(in: bytes), word(in: bytes), in: &bytes)
        case .removedWord: bytes.removeSubrange(word(in: bytes))
        case .hugeNumber: replace(number(in: bytes), by: pick(Self.hugeNumbers), in: &bytes)
        case .noNumber: replace(number(in: bytes), by: pick(Self.noNumbers), in: &bytes)
        case .invalidUTF8:
            insert(Self.invalidUTF8[generator.next(below: Self.invalidUTF8.count)], into: &bytes)
        case .zeroByte: insert([0], into: &bytes)
        case .quote: insert(Array(pick(["\"", "'", ",", ":", "{", "]", "#", "\\"]).utf8), into: &bytes)
        case .controlCharacter:
            insert(Array(pick(["\u{1b}[31m", "\t", "\u{c}", "\u{feff}"]).utf8), into: &bytes)
        }
    }

    // MARK: - Places

    private mutating func pick(_ texts: [String]) -> String { texts[generator.next(below: texts.count)] }

    private mutating func place(in bytes: [UInt8]) -> Int { generator.next(below: bytes.count) }

    private mutating func range(in bytes: [UInt8]) -> Range<Int> {
        let start = place(in: bytes)
        return start..<min(bytes.count, start + generator.next(below: 200))
    }

    /// A line with its end.
    private mutating func line(in bytes: [UInt8]) -> Range<Int> {
        let place = place(in: bytes)
        var start = place
        while start > 0, bytes[start - 1] != 0x0a { start -= 1 }
        var end = place
        while end < bytes.count, bytes[end] != 0x0a { end += 1 }
        return start..<min(bytes.count, end + 1)
    }

    /// What stands between blanks, commas and colons.
    private mutating func word(in bytes: [UInt8]) -> Range<Int> {
        func isWord(_ byte: UInt8) -> Bool { byte > 0x20 && byte != 0x2c && byte != 0x3a }
        var start = place(in: bytes)
        while start < bytes.count, !isWord(bytes[start]) { start += 1 }
        while start > 0, start < bytes.count, isWord(bytes[start - 1]) { start -= 1 }
        var end = start
        while end < bytes.count, isWord(bytes[end]) { end += 1 }
        return start..<end
    }

    /// The next digits from some place on.
    private mutating func number(in bytes: [UInt8]) -> Range<Int> {
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || byte == 0x2e }
        var start = place(in: bytes)
        while start < bytes.count, !isDigit(bytes[start]) { start += 1 }
        var end = start
        while end < bytes.count, isDigit(bytes[end]) { end += 1 }
        return start..<end
    }

    // MARK: - Changes

    private mutating func insert(_ piece: [UInt8], into bytes: inout [UInt8]) {
        bytes.insert(contentsOf: piece, at: generator.next(below: bytes.count + 1))
    }

    private func replace(_ range: Range<Int>, by text: String, in bytes: inout [UInt8]) {
        bytes.replaceSubrange(range, with: Array(text.utf8))
    }

    private func swap(_ one: Range<Int>, _ other: Range<Int>, in bytes: inout [UInt8]) {
        let (first, second) = one.lowerBound <= other.lowerBound ? (one, other) : (other, one)
        guard first.upperBound <= second.lowerBound else { return }
        let (left, right) = (Array(bytes[first]), Array(bytes[second]))
        bytes.replaceSubrange(second, with: left)
        bytes.replaceSubrange(first, with: right)
    }
}
