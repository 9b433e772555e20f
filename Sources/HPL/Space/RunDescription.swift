/// How a run was made, as far as a file tells: values by the names of the study file (`NB`, `grid`, `BCAST`, …), as HPL or
/// people write them (`1ringM`, `1rM` and `1` are the same). What nobody told is missing.
public struct RunDescription: Sendable, Hashable {
    /// The order of the matrix.
    public var n: Int?
    public var values: [String: String]
    /// What the run's SWAP `mix` means, in columns.
    public var swapThreshold: Int?

    public init(n: Int?, values: [String: String] = [:], swapThreshold: Int? = nil) {
        self.n = n
        self.values = values
        self.swapThreshold = swapThreshold
    }

    /// The names that a description can have.
    public static let names = SpaceParameter.all.map(\.name) + ["grid", "layout", "launch"]
}

extension RunDescription {
    /// What an output tells of one of its results: the row itself, its variant code, and for the rest what HPL echoed
    /// before, where it echoed one value and not a list.
    ///
    /// - Parameter echo: the parameters that HPL echoed (`OutputReport.echo(of:)`).
    /// - Throws: when the row's code is no variant code.
    public init(_ row: ResultRow, echo: [String: String]) throws(PlacementError) {
        guard let code = VariantCode(row.variant) else {
            throw PlacementError(
                "`\(row.variant)` is no variant code of HPL, such as WR11C2R4; describe the run in a CSV file"
            )
        }
        self.init(
            n: row.n,
            values: ["NB": String(row.nb), "grid": ProcessGrid(p: row.p, q: row.q).description])
        take(code)
        for name in ["BCAST", "RFACT", "PFACT", "NDIV", "NBMIN"] where values[name] == nil {
            if let text = echo[name], !text.contains(" "), !text.isEmpty { values[name] = text }
        }
        takeAlgorithms(from: echo)
    }

    /// What a variant code tells; a vendor's may leave pieces out.
    public mutating func take(_ code: VariantCode) {
        values["PMAP"] = code.pmap.name
        values["DEPTH"] = String(code.depth)
        if let bcast = code.bcast { values["BCAST"] = bcast.name }
        if let rfact = code.rfact { values["RFACT"] = rfact.name }
        if let pfact = code.pfact { values["PFACT"] = pfact.name }
        if let ndiv = code.ndiv { values["NDIV"] = String(ndiv) }
        if let nbmin = code.nbmin { values["NBMIN"] = String(nbmin) }
    }

    /// The parameters that no code has a letter for. HPL has one value of each in a run (`HPL_pdinfo`).
    private mutating func takeAlgorithms(from echo: [String: String]) {
        if let text = echo["SWAP"] {
            if text.hasPrefix("Binary") {
                values["SWAP"] = Swap.binary.name
            } else if text.hasPrefix("Spread-roll") {
                values["SWAP"] = Swap.long.name
            } else if text.hasPrefix("Mix") {
                values["SWAP"] = Swap.mix.name
                swapThreshold = text.split { !$0.isASCII || !$0.isNumber }.first.flatMap { Int($0) }
            }
        }
        for name in ["L1", "U"] {
            if let text = echo[name] {
                values[name] = text.hasPrefix("no-transposed") ? "no-transposed" : "transposed"
            }
        }
        if let text = echo["EQUIL"], ["yes", "no"].contains(text) { values["EQUIL"] = text }
        if let words = echo["ALIGN"]?.split(separator: " "), let number = words.first, Int(number) != nil {
            values["ALIGN"] = String(number)
        }
    }
}

/// Why a run is none of a space: one line, what is wrong; what to do.
public struct PlacementError: Error, Sendable, Hashable, CustomStringConvertible {
    public let message: String

    public init(_ message: String) {
        self.message = message
    }

    public var description: String { message }
}
