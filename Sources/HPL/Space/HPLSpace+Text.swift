import Search

extension HPLSpace {
    /// For people: what varies and over which values, N first.
    public var overview: [(name: String, values: String)] {
        [(name: "N", values: problemSize.description)]
            + searchSpace.parameters.map { parameter in
                (name: parameter.name, values: parameter.values.map(\.description).joined(separator: " "))
            }
            + draft.constraints.map { (name: "constraint", values: $0.text) }
    }

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
                lines.append("  \(Self.quoted(variant.name)):")
                let variables = variant.variables.sorted { $0.key < $1.key }
                    .map { "\($0.key): \(Self.quoted($0.value))" }
                lines.append("    variables: {\(variables.joined(separator: ", "))}")
                if let launcher = variant.launcher { lines.append("    launcher: \(Self.quoted(launcher))") }
                lines.append("    prologue: [\(variant.prologue.map(Self.quoted).joined(separator: ", "))]")
            }
        }
        if !draft.constraints.isEmpty {
            lines.append(
                "constraints: [\(draft.constraints.map { Self.quoted($0.text) }.joined(separator: ", "))]")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// YAML's double-quoted form (YAML 1.2.2, section 7.3.1).
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7f:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
