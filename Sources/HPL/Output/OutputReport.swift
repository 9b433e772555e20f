/// What an HPL output says.
public struct OutputReport: Sendable {
    /// Where a row breaks off.
    public struct Truncation: Sendable, Hashable {
        /// Counted from 1.
        public let line: Int
        /// Counted from 1 in bytes, colour codes left out.
        public let column: Int
        public let message: String
    }

    /// In the order of the output; a row that breaks off is not among them.
    public internal(set) var results: [ResultRow] = []
    /// The first row that breaks off.
    public internal(set) var truncation: Truncation?
    /// Whether the last HPL in this output came to `End of Tests.`
    public internal(set) var reachedEnd = false
    /// Tests that HPL skipped: illegal values, or not enough memory.
    public internal(set) var skipped = 0
    /// The last progress lines, at most 64, oldest first.
    public internal(set) var progress: [ProgressSample] = []
    /// `HPLinpack 2.3`; `nil` when no HPL has begun to speak.
    public internal(set) var version: String?
    /// What the vendor calls his HPL, `AMD Zen HPL 2024_10_08` say.
    public internal(set) var vendor: String?
    /// What each run of HPL in this output said of its parameters, in order.
    public internal(set) var echoes: [ParameterEcho] = []

    /// The parameters as HPL echoes them before its last tests: name (`SWAP`) to text (`Mix (threshold = 64)`).
    public var echo: [String: String] { echoes.last { !$0.text.isEmpty }?.parameters ?? [:] }

    /// The parameters that the run of HPL echoed to which the row belongs.
    public func echo(of row: ResultRow) -> [String: String] {
        echoes.last { $0.line <= row.line }?.parameters ?? [:]
    }

    /// The fastest result that passed; of equal ones the first.
    public var best: ResultRow? {
        results.lazy.filter { $0.check == .passed }
            .reduce(nil) { best, row in row.gflops > (best?.gflops ?? 0) ? row : best }
    }

    public func count(_ check: ResultRow.Check) -> Int { results.count { $0.check == check } }
}

/// The rate while HPL runs.
public struct ProgressSample: Sendable, Hashable {
    /// How much of the run is done, from 0 to 1.
    public let fraction: Double
    /// From the beginning of the run to here.
    public let gflops: Double
    public let line: Int
}
