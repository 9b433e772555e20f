/// Reads the block `The following parameter values will be used:` up to the next rule.
struct EchoReader {
    private(set) var parameters: [String: String] = [:]
    private var isInside = false

    /// Whether the line belongs to the block.
    mutating func take(_ line: OutputLine) -> Bool {
        if line.contains("parameter values will be used") {
            isInside = true
            parameters = [:]
            return true
        }
        guard isInside else { return false }
        if line.contains("-----") {
            isInside = false
            return true
        }
        guard let colon = line.firstIndex(of: " : ") ?? line.firstIndex(of: "\t: ") else { return false }
        // A launcher's prefix may stand before the name.
        let head = line.text(0..<colon).split(whereSeparator: { $0.isWhitespace || $0 == ":" || $0 == ">" })
        guard let name = head.last, name.count <= 6, parameters.count < 64 else { return false }
        let words = line.text((colon + 3)..<line.count).split(whereSeparator: \.isWhitespace)
        parameters[String(name)] = words.joined(separator: " ")
        return true
    }
}
