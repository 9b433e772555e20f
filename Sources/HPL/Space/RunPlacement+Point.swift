import Search

extension RunPlacement {
    private static let mostCombinations = 100_000
    private static let longestList = 12

    /// The point of a run.
    func point(of run: RunDescription) throws(PlacementError) -> Point {
        let parameters = space.searchSpace.parameters
        var known: [String: ParameterValue] = [:]
        for parameter in parameters {
            if let text = run.values[parameter.name], !isAnotherMix(parameter.name, run) {
                let value = try value(text, of: parameter)
                if let said = said[parameter.name], said != value {
                    throw PlacementError(
                        "\(parameter.name) is \(value) here, and --set says \(said); leave it out, it is for what files do not tell"
                    )
                }
                known[parameter.name] = value
            } else {
                known[parameter.name] = said[parameter.name]
            }
        }
        let open = parameters.map { known[$0.name].map { [$0] } ?? $0.values }
        return try onlyPoint(among: open, unknown: parameters.map(\.name).filter { known[$0] == nil }, run)
    }

    /// `mix` of a space is the one with NB as its threshold; with another it is somewhere between the three values.
    private func isAnotherMix(_ name: String, _ run: RunDescription) -> Bool {
        guard name == "SWAP", run.values["SWAP"] == Swap.mix.name, let threshold = run.swapThreshold else {
            return false
        }
        return run.values["NB"] != String(threshold)
    }

    /// - Parameter open: for each parameter of the space the values it may have.
    private func onlyPoint(
        among open: [[ParameterValue]], unknown: [String], _ run: RunDescription
    ) throws(PlacementError) -> Point {
        let search = space.searchSpace
        var places = Array(repeating: 0, count: open.count)
        var found: Point?
        for _ in 0..<Self.mostCombinations {
            let point = Point(names: search.names, values: zip(open, places).map { $0[$1] })
            if search.isValid(point) {
                let canonical = search.canonicalize(point)
                if let found, found.hash != canonical.hash {
                    throw ambiguity(between: found, canonical, open, unknown, run)
                }
                found = found ?? canonical
            }
            // The last parameter turns fastest.
            var turning = open.count - 1
            while turning >= 0, places[turning] == open[turning].count - 1 {
                places[turning] = 0
                turning -= 1
            }
            guard turning >= 0 else {
                guard let found else { throw nothing(among: open) }
                return found
            }
            places[turning] += 1
        }
        throw PlacementError(
            "it does not tell \(Self.list(unknown)); add them to the file, or say them with --set")
    }

    /// What else would have to be told to know which of several points it is.
    private func ambiguity(
        between first: Point, _ second: Point, _ open: [[ParameterValue]], _ unknown: [String],
        _ run: RunDescription
    ) -> PlacementError {
        let search = space.searchSpace
        var needed = unknown.filter { name in
            guard let index = search.names.firstIndex(of: name) else { return false }
            return open[index].contains { value in
                let other = first.replacing(name, with: value)
                return search.isValid(other) && search.canonicalize(other).hash != first.hash
            }
        }
        if needed.isEmpty { needed = unknown.filter { first[$0] != second[$0] } }
        if needed == ["SWAP"], let threshold = run.swapThreshold {
            return PlacementError(
                "its SWAP mix has the threshold \(threshold), and that of the study has NB; "
                    + "say which value comes nearest with --set SWAP=…")
        }
        let settings = needed.map { "--set \($0)=…" }.joined(separator: " ")
        return PlacementError("the file does not tell \(Self.list(needed)); say it with \(settings)")
    }

    private func nothing(among open: [[ParameterValue]]) -> PlacementError {
        let search = space.searchSpace
        let point = Point(names: search.names, values: open.map { $0[0] })
        let broken = search.rules.first { !$0.holds(point) }?.text ?? "of its own"
        return PlacementError("\(point) breaks the study's rule `\(broken)`; it is none of its points")
    }

    /// The parameter's value that a text means. Errors: no value of it; one that the space does not have.
    func value(_ text: String, of parameter: Parameter) throws(PlacementError) -> ParameterValue {
        let value: ParameterValue? =
            switch parameter.name {
            case "grid": ProcessGrid(text).map { .text($0.description) }
            case "layout": RankLayout(text).map { .text($0.description) }
            case "launch": .text(text)
            default: SpaceParameter.named(parameter.name)?.value(of: text)
            }
        let values = parameter.values.map(\.description)
        let listed = values.count <= Self.longestList ? values : values.prefix(Self.longestList) + ["…"]
        let known = listed.joined(separator: ", ")
        guard let value else {
            throw PlacementError("`\(text)` is no value of \(parameter.name); the study has \(known)")
        }
        guard parameter.values.contains(value) else {
            throw PlacementError(
                "\(parameter.name) \(value) is not in the space (\(known)); make a study whose space has it")
        }
        return value
    }

    static func list(_ names: [String]) -> String {
        names.count < 2
            ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
    }
}

extension SpaceParameter {
    /// The value that a word or number means; `nil` for what is none.
    func value(of text: String) -> ParameterValue? {
        switch values {
        case .integers(let minimum, _):
            guard let number = Int(text), number >= minimum, number <= Self.largestInteger else { return nil }
            return .integer(number)
        case .words(_, let read):
            return read(text).map { .text($0) }
        }
    }
}
