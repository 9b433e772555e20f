import Glibc

/// Reads the output of HPL in every dialect this program knows: netlib 1.0 to 2.3, Intel, AMD Zen, NVIDIA, rocHPL, HPCC;
/// with the prefixes of launchers, colours, and whatever else stands around it.
///
/// It never fails: what is no HPL output gives an empty report.
public enum OutputReader {
    public static func read(_ bytes: [UInt8]) -> OutputReport {
        bytes.withUnsafeBytes { read($0) }
    }

    public static func read(_ bytes: UnsafeRawBufferPointer) -> OutputReport {
        var reading = OutputReading()
        forEachLine(in: bytes) { reading.take($0) }
        return reading.finish()
    }

    /// Ends of line are LF and CRLF. A CR alone (progress that overwrites itself) begins a new text in the same line.
    static func forEachLine(in bytes: UnsafeRawBufferPointer, _ body: (OutputLine) -> Void) {
        guard let base = bytes.baseAddress else { return }
        var start = 0
        var number = 0
        while start < bytes.count {
            number += 1
            let newline = memchr(base + start, 0x0a, bytes.count - start)
            let end = newline.map { UnsafeRawPointer($0) - base } ?? bytes.count
            let line = OutputLine(
                bytes: UnsafeRawBufferPointer(rebasing: bytes[start..<end]), number: number,
                isComplete: newline != nil)
            if line.firstIndex(of: 0x0d) == nil {
                body(line)
            } else {
                forEachPart(of: line, body)
            }
            start = end + 1
        }
    }

    private static func forEachPart(of line: OutputLine, _ body: (OutputLine) -> Void) {
        var start = 0
        while start < line.count {
            let carriageReturn = line.firstIndex(of: 0x0d, from: start)
            let end = carriageReturn ?? line.count
            body(
                OutputLine(
                    bytes: UnsafeRawBufferPointer(rebasing: line.bytes[start..<end]), number: line.number,
                    isComplete: line.isComplete || carriageReturn != nil))
            start = end + 1
        }
    }
}
