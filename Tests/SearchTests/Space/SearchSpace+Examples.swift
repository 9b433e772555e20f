@testable import Search

extension SearchSpace {
    /// Like HPL's on four ranks: 4 × 3 × 3 × 2 combinations; DEPTH and BCAST do nothing where Q is 1.
    static let hplLike = SearchSpace(
        parameters: [
            Parameter(name: "NB", kind: .ordinal, values: [64, 128, 192, 256]),
            Parameter(name: "grid", kind: .categorical, values: ["1x4", "2x2", "4x1"]),
            Parameter(name: "BCAST", kind: .categorical, values: ["1ring", "1ringM", "long"]),
            Parameter(name: "DEPTH", kind: .ordinal, values: [0, 1]),
        ],
        rules: [Rule("NB >= 128 or DEPTH == 0") { $0["NB"]?.number ?? 0 >= 128 || $0["DEPTH"] == 0 }],
        canonicalize: { point in
            guard point["grid"] == "4x1" else { return point }
            return point.replacing("BCAST", with: "1ring").replacing("DEPTH", with: 0)
        },
        firstPoints: [
            Point(["NB": 192, "grid": "2x2", "BCAST": "1ringM", "DEPTH": 1]),
            Point(["NB": 128, "grid": "1x4", "BCAST": "1ringM", "DEPTH": 1]),
            // Not canonical, not valid, and one again: none of them may come out as it is.
            Point(["NB": 256, "grid": "4x1", "BCAST": "long", "DEPTH": 1]),
            Point(["NB": 64, "grid": "2x2", "BCAST": "long", "DEPTH": 1]),
            Point(["NB": 192, "grid": "2x2", "BCAST": "1ringM", "DEPTH": 1]),
        ])

    /// Many ordered values, no rules.
    static let smooth = SearchSpace(
        parameters: [
            Parameter(name: "x", kind: .ordinal, values: (0...16).map { .integer($0) }),
            Parameter(name: "y", kind: .ordinal, values: (0..<9).map { .real(Double($0) / 8) }),
            Parameter(name: "z", kind: .ordinal, values: [1, 2, 4, 8]),
        ])

    /// No rules, no expert.
    static let open = SearchSpace(
        parameters: [
            Parameter(name: "x", kind: .ordinal, values: [0.5, 1, 1.5, 2, 2.5]),
            Parameter(name: "y", kind: .ordinal, values: [1, 2, 4, 8]),
            Parameter(name: "z", kind: .categorical, values: ["a", "b"]),
        ])

    /// One point.
    static let single = SearchSpace(
        parameters: [Parameter(name: "NB", kind: .ordinal, values: [64])],
        firstPoints: [Point(["NB": 64])])

    /// One experiment, nothing to choose.
    static let nothing = SearchSpace(parameters: [])

    /// 3,010,936,384 combinations, 1 in 10 of which obeys the rules.
    static let huge = SearchSpace(
        parameters: (0..<7).map { number in
            Parameter(
                name: "p\(number)", kind: .ordinal, values: (0..<(number == 0 ? 64 : 19)).map { .integer($0) }
            )
        },
        rules: [
            Rule("p0 % 5 == 0") { ($0["p0"]?.integer ?? 1) % 5 == 0 },
            Rule("p1 < p2") { $0["p1"]?.integer ?? 0 < $0["p2"]?.integer ?? 0 },
        ],
        firstPoints: [Point(names: (0..<7).map { "p\($0)" }, values: [60, 17, 18, 3, 3, 3, 3])])

    static let examples: [(name: String, space: SearchSpace)] = [
        ("hplLike", hplLike), ("open", open), ("single", single), ("nothing", nothing), ("huge", huge),
    ]
}
