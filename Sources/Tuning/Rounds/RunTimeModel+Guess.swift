import HPL

extension RunTimeModel {
    /// What a core is taken to compute before anything was run on a machine. One with AVX2 peaks at 40 to 60 Gflops, and
    /// HPL reaches between a tenth of the peak (many nodes, a slow network) and nine tenths.
    private static let guessedGflopsPerCore = 16.0

    /// All cores' together.
    public static func guessedGflops(of resources: Resources) -> Double {
        guessedGflopsPerCore * Double(resources.layout.cores) * Double(resources.nodes)
    }

    /// Runs that take `seconds` at order `n`, as the calibration of a study will choose N that is not settled yet.
    public static func guess(thatTakes seconds: Double, at n: Int) -> RunTimeModel {
        let n = Double(n)
        return RunTimeModel(cubic: seconds / (n * n * n), quadratic: 0, linear: 0)
    }

    /// Before anything was run: the arithmetic alone, at what all cores are taken to compute.
    public static func guess(for resources: Resources) -> RunTimeModel {
        RunTimeModel(cubic: 2.0 / 3.0 / (guessedGflops(of: resources) * 1e9), quadratic: 0, linear: 0)
    }
}
