/// Times as SLURM's tools print them, and in words.
enum SlurmTime {
    /// Seconds of `MM:SS`, `HH:MM:SS` or `D-HH:MM:SS`; `nil` for `UNLIMITED`, `infinite` and what is no time.
    static func seconds(_ text: String) -> Double? {
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let clock = parts.last else { return nil }
        let units = clock.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard (2...3).contains(units.count), units.allSatisfy({ $0 ?? -1 >= 0 }) else { return nil }
        let seconds = units.reduce(0) { $0 * 60 + ($1 ?? 0) }
        if parts.count == 1 { return Double(seconds) }
        guard let days = Int(parts[0]), units.count == 3 else { return nil }
        return Double(days * 86_400 + seconds)
    }

    /// `90` is "1 min 30 s", `5400` is "1 h 30 min": the two largest units.
    static func words(_ seconds: Double) -> String {
        var rest = Int(seconds)
        var words: [String] = []
        for (name, size) in [("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)] {
            if rest >= size, words.count < 2 { words.append("\(rest / size) \(name)") }
            rest %= size
        }
        return words.isEmpty ? "0 s" : words.joined(separator: " ")
    }
}
