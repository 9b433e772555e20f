/// A point that a strategy means to run sooner or later, with the reason it will give.
struct PlannedPoint: Sendable {
    let point: Point
    let hash: PointHash
    let why: String

    init(_ point: Point, why: String) {
        self.point = point
        hash = point.hash
        self.why = why
    }

    var candidate: Candidate { Candidate(point: point, why: why) }

    /// An expert's first guesses, then a scrambled Sobol design, which the seed decides.
    static func initial(
        expert: Int, sobol: Int, of space: SearchSpace, in valid: ValidSet, seed: UInt64
    ) -> [PlannedPoint] {
        let expertPlan = Self.expert(expert, of: space, in: valid)
        let design = SpaceFillingDesign(over: valid, seed: seed)
            .points(sobol, excluding: Set(expertPlan.map(\.hash)))
        return expertPlan
            + design.enumerated().map { number, point in
                PlannedPoint(point, why: "space-filling Sobol design, point \(number + 1) of \(design.count)")
            }
    }

    /// The first guesses of the space's expert, canonical, valid, each once.
    static func expert(_ count: Int, of space: SearchSpace, in valid: ValidSet) -> [PlannedPoint] {
        var seen: Set<PointHash> = []
        let points = space.firstPoints.map(space.canonicalize).filter { point in
            valid.contains(point.hash) && seen.insert(point.hash).inserted
        }.prefix(Swift.max(count, 0))
        return points.enumerated().map { number, point in
            PlannedPoint(point, why: "an expert's guess, \(number + 1) of \(points.count)")
        }
    }
}

extension Proposal {
    /// What a strategy without a model says once it has chosen: when there is nothing to choose, it waits for the pending
    /// trials (one that is lost may run again) and is finished after them.
    init(_ candidates: [Candidate], tried: TriedPoints) {
        if !candidates.isEmpty {
            self = .candidates(candidates)
        } else {
            self = tried.hasPending ? .waitForResults : .finished(.spaceExhausted)
        }
    }
}
