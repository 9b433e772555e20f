/// Keeps the blocks `The following parameter values will be used:`, each up to the next rule. They are read only when
/// somebody asks: an output may hold many of them.
struct EchoReader {
    private static let longestBlock = 4096
    /// An output with more runs than this forgets the echoes of the first ones.
    private static let mostBlocks = 1_000

    private(set) var echoes: [ParameterEcho] = []
    private var isInside = false

    /// A run of HPL begins to speak: what follows belongs to it, even if it echoes nothing.
    mutating func begin(_ line: OutputLine) {
        isInside = false
        if echoes.count >= 2 * Self.mostBlocks { echoes.removeFirst(Self.mostBlocks) }
        echoes.append(ParameterEcho(line: line.number))
    }

    /// Whether the line belongs to a block.
    mutating func take(_ line: OutputLine) -> Bool {
        if line.contains("The following parameter values will be used") {
            if echoes.last?.text.isEmpty != true { begin(line) }
            isInside = true
            return true
        }
        guard isInside else { return false }
        if line.contains("-----") || line.contains("=====") {
            isInside = false
            return true
        }
        guard line.firstIndex(of: UInt8(ascii: ":")) != nil else { return false }
        let last = echoes.count - 1
        if echoes[last].text.count + line.count < Self.longestBlock {
            echoes[last].text.append(contentsOf: line.bytes)
            echoes[last].text.append(UInt8(ascii: "\n"))
        }
        return true
    }
}
