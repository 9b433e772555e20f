/// The `PointHash` of points given as value indices, without making the points: the bytes of every `name=value` pair are
/// kept, in order of name.
struct TupleHasher {
    private let order: [Int]
    private let bytes: [[[UInt8]]]

    init(_ indexing: SpaceIndexing) {
        order = indexing.names.indices.sorted { indexing.names[$0] < indexing.names[$1] }
        bytes = indexing.parameters.map { parameter in
            parameter.values.map { Array("\(parameter.name)=\($0)\n".utf8) }
        }
    }

    func hash(of tuple: [UInt32]) -> PointHash {
        var hash = FNV1a()
        for position in order { hash.mix(bytes[position][Int(tuple[position])]) }
        return PointHash(bits: hash.bits)
    }
}
