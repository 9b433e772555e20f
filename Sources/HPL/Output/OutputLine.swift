import Glibc

/// A line of an output, as bytes in a buffer that somebody else keeps alive.
struct OutputLine {
    let bytes: UnsafeRawBufferPointer
    /// Counted from 1.
    let number: Int
    /// Whether an end of line follows.
    let isComplete: Bool

    var count: Int { bytes.count }

    func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + start, Int32(byte), bytes.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }

    func firstIndex(of text: StaticString, from start: Int = 0) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let length = text.utf8CodeUnitCount
        var index = start
        while let candidate = firstIndex(of: text.utf8Start[0], from: index),
            candidate + length <= bytes.count
        {
            if memcmp(base + candidate, text.utf8Start, length) == 0 { return candidate }
            index = candidate + 1
        }
        return nil
    }

    func contains(_ text: StaticString) -> Bool { firstIndex(of: text) != nil }

    func starts(with text: StaticString) -> Bool {
        guard let base = bytes.baseAddress, bytes.count >= text.utf8CodeUnitCount else { return false }
        return memcmp(base, text.utf8Start, text.utf8CodeUnitCount) == 0
    }

    /// The word at or behind `start`; empty at the end of the line.
    func word(from start: Int) -> Range<Int> {
        var lower = start
        while lower < bytes.count, Self.isBlank(bytes[lower]) { lower += 1 }
        var upper = lower
        while upper < bytes.count, !Self.isBlank(bytes[upper]) { upper += 1 }
        return lower..<upper
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    func number(after start: Int) -> Double? { Double(text(word(from: start))) }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0d) }
    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    static func isCapital(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5a }
    static func isWordByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || isCapital(byte) || (byte >= 0x61 && byte <= 0x7a) || byte == 0x5f
    }
}
