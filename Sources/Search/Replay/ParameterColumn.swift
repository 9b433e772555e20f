/// A parameter as the cells of its column show it.
///
/// A column of numbers is ordinal unless it was named categorical; a column with any word in it is categorical. An empty
/// cell is a word among words, and nothing known among numbers.
struct ParameterColumn: Sendable {
    let parameter: Parameter
    /// For each cell which value it has, `nil` where a number is missing.
    let valueIndices: [UInt32?]

    /// - Parameter cells: at least one.
    init(name: String, cells: [CSVCell], isNamedCategorical: Bool) {
        let read = cells.map { Self.value($0.text) }
        let isNumeric =
            read.contains { $0.number != nil } && read.allSatisfy { $0.number != nil || $0 == .text("") }
        var known = Set(read)
        if isNumeric { known.remove(.text("")) }
        let values = known.sorted(by: Self.precedes)
        let indices = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, UInt32($0)) })
        parameter = Parameter(
            name: name, kind: isNumeric && !isNamedCategorical ? .ordinal : .categorical, values: values)
        valueIndices = read.map { indices[$0] }
    }

    /// `1.0` and `1` are the same value.
    private static func value(_ text: String) -> ParameterValue {
        let value = ParameterValue(parsing: text)
        if case .real(let real) = value, let integer = Int(exactly: real) { return .integer(integer) }
        return value
    }

    /// Numbers by size, then words by letter.
    private static func precedes(_ left: ParameterValue, _ right: ParameterValue) -> Bool {
        switch (left.number, right.number) {
        case (let left?, let right?): left < right
        case (_?, nil): true
        case (nil, _?): false
        case (nil, nil): left.description < right.description
        }
    }
}
