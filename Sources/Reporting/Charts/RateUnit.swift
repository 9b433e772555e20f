/// The unit that keeps rates short: Gflops up to 10,000, then Tflops and so on.
struct RateUnit: Sendable, Equatable {
    let name: String
    /// Gflops in one of it.
    let gflops: Double

    /// - Parameter largest: the largest rate in the figure, Gflops.
    init(forUpTo largest: Double) {
        (name, gflops) =
            switch largest {
            case ..<1e4: ("Gflops", 1)
            case ..<1e7: ("Tflops", 1e3)
            case ..<1e10: ("Pflops", 1e6)
            default: ("Eflops", 1e9)
            }
    }

    func number(_ gflops: Double) -> String {
        gflops == 0 ? "0" : NumberLabel.rate(gflops / self.gflops)
    }

    /// `31.10 Gflops`
    func text(_ gflops: Double) -> String {
        "\(number(gflops)) \(name)"
    }
}

/// The unit that keeps costs short.
struct CostUnit: Sendable, Equatable {
    /// `node-hours`
    let name: String
    /// Node-seconds in one of it.
    let seconds: Double

    /// - Parameter largest: the largest cost in the figure, node-seconds.
    init(forUpTo largest: Double) {
        (name, seconds) =
            switch largest {
            case ..<600: ("node-seconds", 1)
            case ..<14_400: ("node-minutes", 60)
            default: ("node-hours", 3600)
            }
    }

    /// `1.8 node-minutes`
    func text(_ seconds: Double) -> String {
        let value = seconds / self.seconds
        return "\(NumberLabel.plain(value, decimals: value < 10 ? 1 : 0)) \(name)"
    }
}
