import Search

@testable import HPL

/// Sixteen cores and 32 GiB; one rank on each core unless a test says otherwise.
func resources(
    nodes: Int = 1, ranks: Int = 16, threads: Int = 1, cores: Int? = 16, memory: Int = 32 << 30
) -> Resources {
    Resources(
        nodes: nodes, ranksPerNode: ranks, threadsPerRank: threads, memoryPerNode: memory,
        coresPerNode: cores)
}

func space(
    _ yaml: String, _ resources: Resources = resources(), flavor: Flavor = .netlib
) throws -> HPLSpace {
    try HPLSpace(
        section: YAMLNode.parse(yaml, file: "study.yaml"), resources: resources, flavor: flavor)
}

extension SearchSpace {
    /// Every combination of values, valid or not; for small spaces.
    var everyPoint: [Point] {
        var tuples: [[ParameterValue]] = [[]]
        for parameter in parameters {
            tuples = tuples.flatMap { tuple in parameter.values.map { tuple + [$0] } }
        }
        return tuples.map { Point(names: names, values: $0) }
    }

    /// The distinct experiments: canonical points that are valid.
    var experiments: [Point] {
        var seen: Set<PointHash> = []
        return everyPoint.map(canonicalize).filter { isValid($0) && seen.insert($0.hash).inserted }
    }
}
