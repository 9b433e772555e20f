import Search

/// Finds the point of a space, and the level, that a run made elsewhere stands for.
///
/// What a file does not tell must follow: it is the space's only value, or it does nothing at this point, or the user says
/// it. A run that could be several experiments, or is none of the space, is refused with the reason.
public struct RunPlacement: Sendable {
    /// A run's place.
    public struct Place: Sendable, Hashable {
        /// Canonical and valid.
        public let point: Point
        public let level: FidelityLevel
        public let settings: HPLSettings
    }

    let space: HPLSpace
    let levels: [FidelityLevel]
    /// What the user says of every run of which the file does not tell it.
    private(set) var said: [String: ParameterValue] = [:]
    private(set) var saidN: Int?
    let ignored: Set<String>

    /// - Parameters:
    ///   - levels: those that results may have, the full one among them.
    ///   - said: what the user says of runs of which a file does not tell it: names of the study's parameters, or N.
    ///   - ignored: parameters that the space does not vary, whose value in a run is not to matter.
    /// - Throws: a name or a value that the space does not have.
    public init(
        in space: HPLSpace, levels: [FidelityLevel], said: [(name: String, text: String)] = [],
        ignoring ignored: Set<String> = []
    ) throws(PlacementError) {
        self.space = space
        self.levels = Set(levels + [.full]).sorted(by: >)
        self.ignored = ignored
        for (name, text) in said {
            if name.lowercased() == "n" {
                guard let n = Int(text), n > 0 else {
                    throw PlacementError("`\(text)` is no order of a matrix; write N=20000, say")
                }
                saidN = n
                continue
            }
            let parameters = space.searchSpace.parameters
            guard let parameter = parameters.first(where: { $0.name.lowercased() == name.lowercased() })
            else {
                throw PlacementError(unknownWord("parameter", name, among: space.searchSpace.names + ["N"]))
            }
            self.said[parameter.name] = try value(text, of: parameter)
        }
    }

    public func place(_ run: RunDescription) throws(PlacementError) -> Place {
        // Said first where it can be: nobody wants to hear of a SWAP when N is wrong.
        if case .fixed(let orders) = space.problemSize, levels.count <= Set(orders).count,
            let n = run.n ?? saidN, !orders.contains(n)
        {
            throw mismatch(n, Set(orders).sorted(by: >))
        }
        let point = try point(of: run)
        let level = try level(of: run, at: point)
        let settings = try settings(point, level)
        try checkFixed(run, settings)
        return Place(point: point, level: level, settings: settings)
    }

    func settings(_ point: Point, _ level: FidelityLevel) throws(PlacementError) -> HPLSettings {
        do { return try space.settings(for: point, at: level) } catch { throw PlacementError("\(error)") }
    }

    private func level(of run: RunDescription, at point: Point) throws(PlacementError) -> FidelityLevel {
        guard let n = run.n ?? saidN else {
            throw PlacementError("the file does not tell N; say it with --set N=…")
        }
        var orders: [Int] = []
        for level in levels {
            let order = try settings(point, level).n
            if order == n { return level }
            orders.append(order)
        }
        throw mismatch(n, orders)
    }

    /// - Parameter orders: what N may be, the largest first.
    private func mismatch(_ n: Int, _ orders: [Int]) -> PlacementError {
        let known = orders.map(String.init).joined(separator: ", ")
        return PlacementError(
            "N \(n) is not the study's \(known), and results of another N do not compare; "
                + "run these with N \(orders[0]), or take a study of that N (optimize --n \(n))")
    }

    /// What the space does not vary must not be otherwise either, unless it does nothing at this point. Vendors' builds
    /// choose some of it by themselves.
    private func checkFixed(_ run: RunDescription, _ settings: HPLSettings) throws(PlacementError) {
        guard space.flavor == .netlib || space.flavor == .hpcc else { return }
        let varied = Set(space.searchSpace.names)
        let differences = SpaceParameter.all.compactMap { knob in
            varied.contains(knob.name) || ignored.contains(knob.name)
                ? nil : difference(in: knob, run, settings).map { (name: knob.name, text: $0) }
        }
        guard !differences.isEmpty else { return }
        let names = differences.map(\.name)
        throw PlacementError(
            differences.map(\.text).joined(separator: ", ")
                + "; make a study with \(Self.list(names)) in its space, or take the result all the same with "
                + names.map { "--ignore \($0)" }.joined(separator: " "))
    }

    /// In words; `nil` when the run had the study's value, did not tell it, or it does nothing.
    private func difference(
        in knob: SpaceParameter, _ run: RunDescription, _ settings: HPLSettings
    ) -> String? {
        guard let text = run.values[knob.name], let ran = knob.value(of: text) else { return nil }
        let own = knob.value(settings)
        let isOtherMix =
            knob.name == "SWAP" && settings.swap == .mix
            && run.swapThreshold.map { $0 != settings.swapThreshold } ?? false
        guard ran != own || isOtherMix else { return nil }
        let choice = ran == own ? [own, .text(Swap.long.name)] : [own, ran]
        if InertKnobs.interchangeable(knob.name, own, choice, at: settings).count > 1 { return nil }
        return ran == own
            ? "SWAP is mix with threshold \(run.swapThreshold ?? 0) (the study runs it with \(settings.swapThreshold))"
            : "\(knob.name) is \(ran) (the study runs \(own))"
    }
}
