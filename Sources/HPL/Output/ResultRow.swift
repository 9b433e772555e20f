/// One result of an HPL output: a `W…` row and the residual lines that follow it.
public struct ResultRow: Sendable, Hashable {
    /// Whether HPL found the solution right.
    public enum Check: String, Sendable, Hashable, CaseIterable {
        /// Every residual is a number below the threshold.
        case passed
        /// A residual is too large or no number, or the row itself cannot be true (no time, a rate that does not
        /// fit to the time).
        case failed
        /// There is no residual line, or not all of it: HPL was told not to check, or did not get that far.
        case unchecked
    }

    /// As printed; `VariantCode` reads it.
    public let variant: String
    public let n: Int
    public let nb: Int
    public let p: Int
    public let q: Int
    /// Wall time as printed, in hundredths: 0 for very small N.
    public let seconds: Double
    public let gflops: Double
    /// One, or three from HPL 1.0.
    public let residuals: [Double]
    public let check: Check
    /// Where the row stands, counted from 1.
    public let line: Int

    public init(
        variant: String, n: Int, nb: Int, p: Int, q: Int, seconds: Double, gflops: Double,
        residuals: [Double],
        check: Check, line: Int
    ) {
        self.variant = variant
        self.n = n
        self.nb = nb
        self.p = p
        self.q = q
        self.seconds = seconds
        self.gflops = gflops
        self.residuals = residuals
        self.check = check
        self.line = line
    }
}

extension ResultRow {
    /// The operations HPL counts for a system of order `n`: 2/3 n³ + 3/2 n² (`HPL_pdtest`).
    public static func operations(n: Int) -> Double {
        let n = Double(n)
        return n * n * (2.0 / 3.0 * n + 3.0 / 2.0)
    }

    /// Whether time and rate belong together: their product is the work of this N, within a factor of 2, which is far
    /// more than rounding and the vendors' own ways of counting need.
    public static func isPlausible(n: Int, seconds: Double, gflops: Double) -> Bool {
        guard gflops > 0, gflops <= mostGflops, seconds.isFinite, seconds >= 0 else { return false }
        let work = operations(n: n) / 1e9
        // The time is printed in hundredths of a second.
        let rounding = 0.006
        return gflops * (seconds + rounding) >= work / 2 && gflops * max(0, seconds - rounding) <= work * 2
    }

    /// Some hundred times what the fastest machine of 2025 reaches. Runs too short for HPL's clock have nothing else to be
    /// judged by.
    public static let mostGflops = 1e12

    /// What HPL ran otherwise than asked, in words; `nil` when it ran what was asked.
    ///
    /// Some vendors' HPL changes N or NB by itself, and every HPL replaces codes that it does not know.
    public func difference(from settings: HPLSettings) -> String? {
        var differences: [String] = []
        func compare<Value: Equatable>(_ name: String, _ asked: Value, _ ran: Value?) {
            if let ran, ran != asked { differences.append("\(name) \(ran) instead of \(asked)") }
        }
        compare("N", settings.n, n)
        compare("NB", settings.nb, nb)
        compare("grid", settings.grid, ProcessGrid(p: p, q: q))
        if let code = VariantCode(variant) {
            compare("PMAP", settings.pmap, code.pmap)
            compare("DEPTH", settings.depth, code.depth)
            compare("BCAST", settings.bcast, code.bcast)
            compare("RFACT", settings.rfact, code.rfact)
            compare("NDIV", settings.ndiv, code.ndiv)
            compare("PFACT", settings.pfact, code.pfact)
            compare("NBMIN", settings.nbmin, code.nbmin)
        }
        return differences.isEmpty ? nil : differences.joined(separator: ", ")
    }
}
