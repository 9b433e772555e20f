import Search

extension HPLSpace {
    /// The space as the `space:` section of a study file, every default written out; reading it with the same
    /// resources and flavor gives the same space. (For a space made from an HPL.dat keep that file instead:
    /// it also fixes what a section cannot say, such as a swapping threshold.)
    public var sourceText: String {
        var lines: [String] = []
        switch problemSize {
        case .memory(let fraction): lines.append("N: {memory_fraction: \(fraction)}")
        case .fixed(let orders): lines.append("N: [\(orders.map(String.init).joined(separator: ", "))]")
        }
        lines.append("grid: [\(draft.grids.map(\.description).joined(separator: ", "))]")
        for knob in SpaceParameter.all {
            guard let values = draft.values[knob.name] else { continue }
            lines.append("\(knob.name): [\(values.map(\.description).joined(separator: ", "))]")
        }
        if draft.namesLayout || draft.layouts.count > 1 {
            lines.append("layout: [\(draft.layouts.map(\.description).joined(separator: ", "))]")
        }
        if !draft.variants.isEmpty {
            lines.append("launch:")
            for variant in draft.variants {
                lines.append("  \(YAMLText.quoted(variant.name)):")
                let variables = variant.variables.sorted { $0.key < $1.key }
                    .map { "\($0.key): \(YAMLText.quoted($0.value))" }
                lines.append("    variables: {\(variables.joined(separator: ", "))}")
                if let launcher = variant.launcher {
                    lines.append("    launcher: \(YAMLText.quoted(launcher))")
                }
                lines.append(
                    "    prologue: [\(variant.prologue.map(YAMLText.quoted).joined(separator: ", "))]")
            }
        }
        if !draft.constraints.isEmpty {
            lines.append(
                "constraints: [\(draft.constraints.map { YAMLText.quoted($0.text) }.joined(separator: ", "))]"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
