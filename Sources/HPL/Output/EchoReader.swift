/// Keeps the block `The following parameter values will be used:` up to the next rule, and reads it only at the end: an
/// output may hold many of them, and the last one counts.
struct EchoReader {
    private static let longestBlock = 4096

    private var block: [UInt8] = []
    private var isInside = false

    /// Whether the line belongs to the block.
    mutating func take(_ line: OutputLine) -> Bool {
        if line.contains("The following parameter values will be used") {
            isInside = true
            block.removeAll(keepingCapacity: true)
            return true
        }
        guard isInside else { return false }
        if line.contains("-----") || line.contains("=====") {
            isInside = false
            return true
        }
        guard line.firstIndex(of: UInt8(ascii: ":")) != nil else { return false }
        if block.count + line.count < Self.longestBlock {
            block.append(contentsOf: line.bytes)
            block.append(UInt8(ascii: "\n"))
        }
        return true
    }

    /// Name to text: `SWAP` to `Mix (threshold = 64)`.
    func parameters() -> [String: String] {
        var parameters: [String: String] = [:]
        for line in String(decoding: block, as: UTF8.self).split(separator: "\n") {
            let line = Self.withoutTags(line)
            guard let colon = line.firstRange(of: " :") ?? line.firstRange(of: "\t:") else { continue }
            // A launcher's prefix may stand before the name.
            let head = line[..<colon.lowerBound].split(whereSeparator: { $0.isWhitespace || $0 == ":" })
            guard let name = head.last, name.count <= 6 else { continue }
            let words = line[colon.upperBound...].split(whereSeparator: \.isWhitespace)
            parameters[String(name)] = words.joined(separator: " ")
        }
        return parameters
    }

    /// `mpirun --tag-output` puts a tag before every piece that HPL writes at once, and HPL writes these lines in pieces.
    private static func withoutTags(_ line: Substring) -> String {
        var pieces = line.split(separator: "<stdout>:", omittingEmptySubsequences: false)
        for index in pieces.indices.dropLast() {
            pieces[index] = pieces[index][..<(pieces[index].lastIndex(of: "[") ?? pieces[index].endIndex)]
        }
        return pieces.joined()
    }
}
