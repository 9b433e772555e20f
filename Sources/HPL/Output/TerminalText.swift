import Glibc

/// Takes the colours out of a line (ECMA-48 escape sequences): vendors' programs colour pipes and files too.
struct TerminalText {
    private static let escape: UInt8 = 0x1b
    private var buffer: [UInt8] = []

    /// Calls `body` with the line as one sees it. The bytes are valid during the call.
    mutating func withoutEscapes(_ line: OutputLine, _ body: (OutputLine) -> Void) {
        guard line.firstIndex(of: Self.escape) != nil else { return body(line) }
        buffer.removeAll(keepingCapacity: true)
        var index = 0
        while index < line.count {
            guard let start = line.firstIndex(of: Self.escape, from: index) else {
                buffer.append(contentsOf: line.bytes[index...])
                break
            }
            buffer.append(contentsOf: line.bytes[index..<start])
            index = Self.endOfSequence(line.bytes, from: start)
        }
        buffer.withUnsafeBytes { bytes in
            body(OutputLine(bytes: bytes, number: line.number, isComplete: line.isComplete))
        }
    }

    /// `ESC [ parameters final` or `ESC` and one byte.
    private static func endOfSequence(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start + 1
        guard index < bytes.count, bytes[index] == UInt8(ascii: "[") else {
            return min(index + 1, bytes.count)
        }
        index += 1
        while index < bytes.count, bytes[index] >= 0x20, bytes[index] < 0x40 { index += 1 }
        // A final byte; anything else is text again.
        if index < bytes.count, bytes[index] >= 0x40, bytes[index] < 0x7f { index += 1 }
        return index
    }
}
