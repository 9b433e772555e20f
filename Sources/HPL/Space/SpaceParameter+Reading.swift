import Search

extension SpaceParameter {
    /// More values than this in one parameter are a slip of the keyboard, not a search.
    static let largestCount = 10_000
    /// HPL keeps its numbers in C's `int`.
    static let largestInteger = Int(Int32.max)

    /// Reads one value, a list, or for numbers `{from: 64, to: 256, step: 32}`. Numbers come out in rising
    /// order, words in the order written.
    func read(_ node: YAMLNode, flavor: Flavor) throws(FileError) -> [ParameterValue] {
        if node.isMapping { return try readRange(node) }
        let items = node.isSequence ? try node.list() : [node]
        guard !items.isEmpty else {
            throw node.error("\(name) has no value; list at least one, or leave it out")
        }
        guard items.count <= Self.largestCount else {
            throw node.error(tooMany(items.count))
        }
        var values: [ParameterValue] = []
        for item in items {
            let value = try readValue(item, flavor: flavor)
            guard !values.contains(value) else {
                throw item.error("\(name) has \(value) twice; leave one out")
            }
            values.append(value)
        }
        return kind == .ordinal ? values.sorted { ($0.integer ?? 0) < ($1.integer ?? 0) } : values
    }

    private func readValue(_ node: YAMLNode, flavor: Flavor) throws(FileError) -> ParameterValue {
        switch values {
        case .integers(let minimum, let reason):
            let number = try node.int()
            guard number >= minimum else {
                throw node.error("\(name) = \(number) is less than \(minimum): \(reason)")
            }
            guard number <= Self.largestInteger else {
                throw node.error(
                    "\(name) = \(number) is more than HPL can hold; the largest is \(Self.largestInteger)")
            }
            return .integer(number)
        case .words(let known, let read):
            let allowed = name == "BCAST" ? flavor.dialect.broadcasts.map(\.name) : known
            let text = try node.string()
            guard let word = read(text) else { throw node.error(unknownWord(name, text, among: allowed)) }
            guard allowed.contains(word) else {
                throw node.error(
                    "\(name) `\(word)` is not in this HPL (\(flavor.rawValue)); choose from "
                        + allowed.joined(separator: ", "))
            }
            return .text(word)
        }
    }

    private func readRange(_ node: YAMLNode) throws(FileError) -> [ParameterValue] {
        guard kind == .ordinal else {
            throw node.error("\(name) takes words, not a range; write a list")
        }
        let keys = try node.mapping(allowing: ["from", "to", "step"])
        guard let fromNode = keys["from"], let toNode = keys["to"] else {
            throw node.error("a range needs `from` and `to`; write {from: 64, to: 256, step: 32}")
        }
        guard let from = try readValue(fromNode, flavor: .netlib).integer,
            let to = try readValue(toNode, flavor: .netlib).integer
        else { return [] }
        let step = try keys["step"].map { node throws(FileError) in try node.int() } ?? 1
        guard step > 0 else {
            throw (keys["step"] ?? node).error("the step of \(name) is \(step); it must be at least 1")
        }
        guard from <= to else {
            throw fromNode.error("\(name) goes from \(from) to \(to), which is empty; swap them")
        }
        let count = (to - from) / step + 1
        guard count <= Self.largestCount else { throw node.error(tooMany(count)) }
        return stride(from: from, through: to, by: step).map { .integer($0) }
    }

    private func tooMany(_ count: Int) -> String {
        "\(name) has \(count) values; at most \(Self.largestCount) are searched, take a larger step"
    }
}
