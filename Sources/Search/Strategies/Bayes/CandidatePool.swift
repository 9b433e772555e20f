import GaussianProcesses

/// What may be proposed: the valid set, and where that is only a sample of the space, the neighbours of the best points.
struct CandidatePool {
    private let valid: ValidSet
    private var extra: [Point] = []
    private var indexOfExtra: [PointHash: Int] = [:]
    /// m×d.
    let levels: LevelMatrix

    var count: Int { valid.count + extra.count }

    init(_ strategy: BayesStrategy, _ surrogate: Surrogate, ranking: [Int]) {
        valid = strategy.valid
        let base = strategy.levels[surrogate.encoding]
        guard !valid.isExhaustive else {
            levels = base
            return
        }
        let encoding = strategy.encodings[surrogate.encoding]
        let valid = strategy.valid
        var extra: [Point] = []
        var indexOfExtra: [PointHash: Int] = [:]
        var rows: [[UInt16]] = []
        func add(_ point: Point, _ hash: PointHash, _ tuple: [UInt32]) {
            guard !valid.contains(hash), indexOfExtra[hash] == nil else { return }
            indexOfExtra[hash] = valid.count + extra.count
            extra.append(point)
            rows.append(encoding.levels(of: tuple))
        }
        for place in ranking.prefix(8).map({ surrogate.observations.places[$0] }) {
            add(place.point, place.hash, place.tuple)
            for neighbour in Neighbourhood(strategy).neighbours(of: place) {
                add(neighbour.point, neighbour.hash, neighbour.tuple)
            }
        }
        self.extra = extra
        self.indexOfExtra = indexOfExtra
        levels = base.appending(LevelMatrix(rows, columns: base.columns))
    }

    func index(of hash: PointHash) -> Int? { valid.index(of: hash) ?? indexOfExtra[hash] }

    func point(at index: Int) -> Point {
        index < valid.count ? valid[index] : extra[index - valid.count]
    }
}
