import Search

extension HPLSpace {
    /// Every parameter of a point by its name in study files, those included that the space does not vary.
    /// - Throws: `HPLSpaceError` for a point of another space, `ProblemSizeError` when N does not fit the memory.
    public func values(for point: Point) throws -> [String: ParameterValue] {
        let settings = try settings(for: point)
        var values: [String: ParameterValue] = [
            "grid": .text(settings.grid.description), "layout": .text(layout(for: point).description),
        ]
        if searchSpace.names.contains("launch") { values["launch"] = .text(launchVariant(for: point).name) }
        for knob in SpaceParameter.all { values[knob.name] = knob.value(settings) }
        return values
    }
}
