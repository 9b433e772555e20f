/// Keeps the last progress lines of a run, and reads them only at the end: there are thousands, and few matter.
///
/// `Column=000000064 Fraction= 0.2% Gflops=1.779e+02` (netlib), `Column=029760 Fraction=0.595 … Mflops=359513.53`
/// (Intel), ` Prog= 77.45%  N_left= … GF= 45407.67` (NVIDIA), `000000384  0.1%  2.816Ghz  1.1031e+06  1.1031e+06`
/// (AMD, the last number is the rate since the beginning).
struct ProgressReader {
    private static let kept = 64

    private var lines: [(bytes: [UInt8], number: Int)] = []
    private var count = 0

    /// Whether the line is one of progress.
    mutating func take(_ line: OutputLine) -> Bool {
        guard Self.isProgress(line) else { return false }
        // A line of a megabyte is none.
        guard line.count < 4096 else { return true }
        let kept = (bytes: Array(line.bytes), number: line.number)
        if lines.count < Self.kept { lines.append(kept) } else { lines[count % Self.kept] = kept }
        count += 1
        return true
    }

    /// Oldest first.
    func samples() -> [ProgressSample] {
        let start = lines.count < Self.kept ? 0 : count % Self.kept
        return (lines[start...] + lines[..<start]).compactMap { kept in
            kept.bytes.withUnsafeBytes { bytes in
                Self.sample(OutputLine(bytes: bytes, number: kept.number, isComplete: true))
            }
        }
    }

    private static func isProgress(_ line: OutputLine) -> Bool {
        if line.firstIndex(of: UInt8(ascii: "=")) != nil {
            return line.contains("flops=") && line.contains("Fraction=")
                || line.contains("Prog=") && line.contains("GF=")
        }
        return line.firstIndex(of: UInt8(ascii: "%")) != nil && line.contains("hz ")
            && OutputLine.isDigit(line.bytes[0])
    }

    private static func sample(_ line: OutputLine) -> ProgressSample? {
        let fraction: Double?
        let gflops: Double?
        if line.contains("Fraction=") {
            fraction = number(in: line, after: "Fraction=")
            gflops =
                number(in: line, after: " Gflops=") ?? number(in: line, after: " Mflops=").map { $0 / 1000 }
        } else if line.contains("Prog=") {
            fraction = number(in: line, after: "Prog=")
            // `iGF=` is the rate of the last step.
            gflops = number(in: line, after: "\tGF=") ?? number(in: line, after: " GF=")
        } else {
            let percent = line.word(from: line.word(from: 0).upperBound)
            fraction = number(line.text(percent))
            gflops = line.text(0..<line.count).split(whereSeparator: \.isWhitespace).last.flatMap {
                Double($0)
            }
        }
        guard let fraction, let gflops, (0...1).contains(fraction), gflops.isFinite, gflops > 0 else {
            return nil
        }
        return ProgressSample(fraction: fraction, gflops: gflops, line: line.number)
    }

    private static func number(in line: OutputLine, after key: StaticString) -> Double? {
        guard let start = line.firstIndex(of: key) else { return nil }
        return number(line.text(line.word(from: start + key.utf8CodeUnitCount)))
    }

    /// `0.595` and `59.5%` are the same.
    private static func number(_ text: String) -> Double? {
        text.last == "%" ? Double(text.dropLast()).map { $0 / 100 } : Double(text)
    }
}
