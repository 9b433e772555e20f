/// The points that a search may propose: valid, canonical, each once, sorted by their value indices (the first
/// parameter weighing most).
///
/// A combination counts when it obeys the rules as it stands; what is kept is its canonical form. Up to 2,000,000
/// combinations are looked at one by one. A larger space, or one with more than 200,000 valid points, is represented by
/// 20,000 of them drawn uniformly, the expert's first points among them; the draw depends on the space alone.
public struct ValidSet: Sendable {
    /// Whether this is every valid point of the space, and not a sample.
    public let isExhaustive: Bool
    public let parameters: [Parameter]
    let indexing: SpaceIndexing
    /// Value indices, `parameters.count` for each point.
    let flat: [UInt32]
    public let endIndex: Int
    private let hashes: [PointHash]
    private let indexOfHash: [PointHash: Int]

    /// - Throws: `SpaceError.contradictory` when there is none, with the rules to blame.
    public init(enumerating space: SearchSpace) throws(SpaceError) {
        try self.init(enumerating: space, limits: EnumerationLimits())
    }

    init(enumerating space: SearchSpace, limits: EnumerationLimits) throws(SpaceError) {
        let enumeration = SpaceEnumeration(of: space, limits: limits)
        let found = try enumeration.validTuples()
        self.init(found.tuples, indexing: enumeration.indexing, isExhaustive: found.isExhaustive)
    }

    /// A set that is known point by point; the combinations that it is a part of are never walked.
    ///
    /// - Parameter tuples: value indices of every valid point, sorted, without duplicates.
    init(listing tuples: [[UInt32]], of parameters: [Parameter]) {
        self.init(tuples, indexing: SpaceIndexing(parameters), isExhaustive: true)
    }

    private init(_ tuples: [[UInt32]], indexing: SpaceIndexing, isExhaustive: Bool) {
        self.isExhaustive = isExhaustive
        self.indexing = indexing
        parameters = indexing.parameters
        endIndex = tuples.count
        flat = tuples.flatMap { $0 }
        let hasher = TupleHasher(indexing)
        hashes = tuples.map(hasher.hash(of:))
        var indexOfHash: [PointHash: Int] = [:]
        indexOfHash.reserveCapacity(hashes.count)
        for (index, hash) in hashes.enumerated() { indexOfHash[hash] = index }
        self.indexOfHash = indexOfHash
    }

    /// The product of the value counts, before rules and canonical forms.
    public var combinations: Double { indexing.combinations }

    public func index(of hash: PointHash) -> Int? { indexOfHash[hash] }

    /// The hash of the point at `index`, without making the point.
    public func hash(at index: Int) -> PointHash { hashes[index] }

    public func contains(_ hash: PointHash) -> Bool { indexOfHash[hash] != nil }

    /// Which value (an index into `parameters[parameter].values`) the point at `index` has.
    public func valueIndex(of parameter: Int, at index: Int) -> Int {
        Int(flat[index * parameters.count + parameter])
    }
}

extension ValidSet: RandomAccessCollection {
    public var startIndex: Int { 0 }

    public subscript(position: Int) -> Point {
        let width = parameters.count
        return indexing.point(at: flat[(position * width)..<((position + 1) * width)])
    }
}
