import Search

/// Reads points of one space: settings, layout and launch variant. All words are decoded once, when the space
/// is made, because enumerating a space asks millions of times.
struct PointDecoder: Sendable {
    private let names: [String]
    private let setters: [[ParameterValue: SpaceParameter.Setter]]
    private let layouts: [ParameterValue: RankLayout]
    private let variants: [ParameterValue: LaunchVariant]
    private let grids: [ParameterValue: ProcessGrid]
    private let gridIndex: Int?
    private let layoutIndex: Int?
    private let launchIndex: Int?
    private let base: HPLSettings
    let onlyLayout: RankLayout
    let onlyVariant: LaunchVariant

    init(_ draft: SpaceDraft, parameters: [Parameter]) {
        names = parameters.map(\.name)
        setters = parameters.map(Self.setters)
        layouts = Dictionary(uniqueKeysWithValues: draft.layouts.map { (.text($0.description), $0) })
        variants = Dictionary(uniqueKeysWithValues: draft.variants.map { (.text($0.name), $0) })
        grids = Dictionary(uniqueKeysWithValues: draft.grids.map { (.text($0.description), $0) })
        gridIndex = names.firstIndex(of: "grid")
        layoutIndex = names.firstIndex(of: "layout")
        launchIndex = names.firstIndex(of: "launch")
        onlyLayout = draft.layouts.first ?? draft.resources.layout
        onlyVariant = draft.variants.first ?? .plain
        var base = draft.base
        if let grid = draft.grids.first { base.grid = grid }
        self.base = base
    }

    private static func setters(_ parameter: Parameter) -> [ParameterValue: SpaceParameter.Setter] {
        var setters: [ParameterValue: SpaceParameter.Setter] = [:]
        let knob = SpaceParameter.named(parameter.name)
        for value in parameter.values {
            if let knob {
                setters[value] = knob.setter(value)
            } else if parameter.name == "grid", let grid = ProcessGrid(value.description) {
                setters[value] = { settings in settings.grid = grid }
            } else {
                // Layout and launch say nothing to HPL.dat.
                setters[value] = { _ in }
            }
        }
        return setters
    }

    /// The settings of a point, without N; `nil` when the point has a value that the space does not have.
    func settings(_ point: Point) -> HPLSettings? {
        var settings = base
        for (index, setters) in setters.enumerated() {
            guard let value = value(index, of: point), let set = setters[value] else { return nil }
            set(&settings)
        }
        return settings
    }

    func layout(_ point: Point) -> RankLayout {
        layoutIndex.flatMap { value($0, of: point) }.flatMap { layouts[$0] } ?? onlyLayout
    }

    func variant(_ point: Point) -> LaunchVariant {
        launchIndex.flatMap { value($0, of: point) }.flatMap { variants[$0] } ?? onlyVariant
    }

    /// Whether the space has all of the point's values.
    func isKnown(_ point: Point) -> Bool {
        setters.indices.allSatisfy { index in
            value(index, of: point).map { setters[index][$0] != nil } ?? false
        }
    }

    /// The grid alone, for rules that need no more; `nil` when the point has one that the space does not
    /// have.
    func grid(_ point: Point) -> ProcessGrid? {
        guard let gridIndex else { return base.grid }
        return value(gridIndex, of: point).flatMap { grids[$0] }
    }

    /// The values in the space's order. Only for points that `settings` can read.
    func ordered(_ point: Point) -> [ParameterValue] {
        point.names == names ? point.values : names.compactMap { point[$0] }
    }

    /// Points of the space have its order; a point from elsewhere (a file, the store) may have another.
    private func value(_ index: Int, of point: Point) -> ParameterValue? {
        if index < point.names.count, point.names[index] == names[index] { return point.values[index] }
        return point[names[index]]
    }
}
