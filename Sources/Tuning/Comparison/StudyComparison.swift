import Search

/// Studies side by side: what their best configurations give, in what they differ, and whether that is more than chance.
public struct StudyComparison: Sendable {
    /// A parameter as the best configurations have it.
    public struct Row: Sendable, Hashable {
        public let name: String
        /// One for each study; `nil` where the study has no result, or no such parameter.
        public let values: [ParameterValue?]

        /// The best configurations of those that have a result differ in it.
        public var differs: Bool { Set(values.compactMap { $0 }).count > 1 }
    }

    public enum Verdict: Sendable, Hashable {
        /// `winner` is better by more than chance; `gain` as a share of the rival's mean.
        case distinct(winner: String, rival: String, gain: Double)
        /// The two best cannot be told apart; `gain` is what their means differ by.
        case alike(first: String, second: String, gain: Double)
        /// What is missing for a verdict, in words.
        case unknown(String)
    }

    /// In the order they were given in.
    public let studies: [ComparedStudy]
    /// Parameters that one of the studies varies, or in which the best configurations differ.
    public let rows: [Row]
    /// Of the two studies with the highest means, by Welch's t-test on the runs of their best configurations, at 95 %.
    public let verdict: Verdict
    /// Why the rates may not be comparable.
    public let warnings: [String]

    public init(_ studies: [ComparedStudy]) {
        self.studies = studies
        rows = Self.rows(studies)
        verdict = Self.verdict(studies)
        warnings = Self.warnings(studies)
    }

    private static func rows(_ studies: [ComparedStudy]) -> [Row] {
        var names: [String] = []
        for name in studies.flatMap(\.varied) where !names.contains(name) { names.append(name) }
        for name in studies.flatMap({ $0.values.keys.sorted() }) where !names.contains(name) {
            names.append(name)
        }
        let varied = Set(studies.flatMap(\.varied))
        return names.map { name in Row(name: name, values: studies.map { $0.values[name] }) }
            .filter { varied.contains($0.name) || $0.differs }
    }

    private static func verdict(_ studies: [ComparedStudy]) -> Verdict {
        let ranked = studies.compactMap { study in study.best.map { (study: study, best: $0) } }
            .sorted { $0.best.mean > $1.best.mean }
        guard ranked.count > 1 else {
            return .unknown(
                ranked.first.map { "only `\($0.study.name)` has a result; drive the others" }
                    ?? "none of them has a result; drive them")
        }
        let orders = Set(ranked.compactMap(\.study.n))
        guard orders.count < 2 else {
            return .unknown(
                "they run N = \(orders.sorted().map(String.init).joined(separator: " and ")), and a larger N alone gives more Gflops"
            )
        }
        let (first, second) = (ranked[0], ranked[1])
        guard let test = WelchTest(first.best.runs, second.best.runs) else {
            let single = [first, second].filter { $0.best.runs.count < 2 }.map { "`\($0.study.name)`" }
            return .unknown(
                "the best configuration of \(single.joined(separator: " and of ")) was run only once; "
                    + "a larger budget lets the strategy repeat it")
        }
        let gain = first.best.mean / second.best.mean - 1
        return test.isSignificant
            ? .distinct(winner: first.study.name, rival: second.study.name, gain: gain)
            : .alike(first: first.study.name, second: second.study.name, gain: gain)
    }

    private static func warnings(_ studies: [ComparedStudy]) -> [String] {
        let withResult = studies.filter { $0.best != nil }
        var warnings: [String] = []
        let orders = Set(withResult.compactMap(\.n)).sorted()
        if orders.count > 1 {
            warnings.append(
                "N differs (\(orders.map(String.init).joined(separator: ", "))): a larger N alone gives more "
                    + "Gflops, so these rates do not compare")
        }
        if Set(withResult.map(\.machine)).count > 1 {
            warnings.append("the machines differ, so the rates compare machines and not configurations")
        }
        if Set(withResult.map(\.record.setUp.executable)).count > 1 {
            warnings.append("the HPL executables differ")
        }
        let imported = withResult.filter { $0.best?.trial.isImported == true }.map { "`\($0.name)`" }
        if !imported.isEmpty {
            warnings.append(
                "the best of \(imported.joined(separator: " and of ")) was imported; it may come from another machine"
            )
        }
        return warnings
    }
}
