@testable import Search

extension ReplayTable {
    init(
        _ text: String, objective: String = "gflops", direction: ReplayColumns.Direction = .maximize,
        categorical: [String] = [], ignored: [String] = [], fidelity: String? = nil, cost: String? = nil
    ) throws(FileError) {
        try self.init(
            reading: Array(text.utf8), file: "folder/t.csv.gz",
            columns: ReplayColumns(
                objective: objective, direction: direction, categorical: categorical, ignored: ignored,
                fidelity: fidelity, cost: cost))
    }

    /// Six points of a 3 × 3 product, one of which fails; the best is NB=128 BCAST=long.
    static let sixText = """
        NB,BCAST,status,gflops,r0,r1,r2
        128,long,ok,100,99,100,101
        64,long,ok,50,49,50,51
        64,1ring,ok,40,40,,
        96,1ring,ok,80,130,75,77
        128,2ring,crashed,,,,
        96,long,ok,90,89,90,91

        """

    static func six() throws(FileError) -> ReplayTable { try ReplayTable(sixText) }

    func point(_ nb: Int, _ broadcast: String) -> Point {
        Point(["NB": .integer(nb), "BCAST": .text(broadcast)])
    }
}

/// Proposes what it was told to, whatever happens.
struct ScriptedStrategy: Strategy {
    let candidates: [Candidate]

    func propose(
        _ count: Int, after history: History, using generator: inout SeededGenerator
    ) -> Proposal {
        let next = candidates.dropFirst(history.trials.count).prefix(count)
        return next.isEmpty ? .finished(.spaceExhausted) : .candidates(Array(next))
    }
}

/// The same, with an opinion of its own.
struct OpinionatedStrategy: Strategy {
    let candidates: [Candidate]
    let opinion: @Sendable (History) -> Point?

    func propose(
        _ count: Int, after history: History, using generator: inout SeededGenerator
    ) -> Proposal {
        ScriptedStrategy(candidates: candidates).propose(count, after: history, using: &generator)
    }

    func recommend(after history: History) -> Point? { opinion(history) }
}
