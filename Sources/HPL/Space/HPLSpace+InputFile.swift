import Search

extension HPLSpace {
    /// The value lists of an HPL.dat as a space; HPL would run every combination, the search only the
    /// promising ones.
    ///
    /// Its problem sizes are levels of one study, the largest being the full one.
    /// - Parameter file: the file's name, for messages.
    /// - Throws: when a grid does not use exactly the ranks there are, N does not fit, or the file holds a
    ///   number that only its vendor knows.
    public init(
        inputFile: InputFile, file: String = "HPL.dat", resources: Resources, flavor: Flavor = .netlib
    ) throws(FileError) {
        let layout = resources.layout
        if let cores = resources.coresPerNode, layout.cores > cores {
            throw FileError(file: file, LayoutReader.oversubscription(layout, cores: cores))
        }
        let ranks = resources.nodes * layout.ranksPerNode
        for grid in inputFile.grids where grid.processes != ranks {
            let possible = ProcessGrid.factorPairs(of: ranks).map(\.description).joined(separator: ", ")
            throw FileError(
                file: file,
                "grid \(grid) needs \(counted(grid.processes, "rank")), but there are \(ranks); choose from \(possible), or run "
                    + counted(grid.processes, "rank"))
        }
        guard let swap = inputFile.swap else {
            throw FileError(
                file: file,
                "SWAP \(inputFile.swapCode) is a number of its vendor's; write 0 (bin), 1 (long) or 2 (mix)")
        }
        var base = HPLSettings(n: 1, nb: 1, grid: ProcessGrid(p: 1, q: 1))
        base.pmap = inputFile.mapping
        // A threshold of 0 or less turns the check off, and an unchecked result is worth nothing to a search.
        if inputFile.residualThreshold > 0 { base.residualThreshold = inputFile.residualThreshold }
        base.swap = swap
        base.swapThreshold = inputFile.swapThreshold
        base.l1Transposed = inputFile.l1Transposed
        base.uTransposed = inputFile.uTransposed
        base.equilibration = inputFile.equilibration
        base.alignment = inputFile.alignment

        var draft = SpaceDraft(
            problemSize: .fixed(inputFile.problemSizes), resources: resources, flavor: flavor, base: base,
            layouts: [layout], grids: Self.distinct(inputFile.grids))
        draft.namesGrid = true
        // What HPL.dat has lists for is what the user named, even with one value.
        draft.values = [
            "NB": Self.numbers(inputFile.blockSizes),
            "BCAST": Self.words(inputFile.broadcasts),
            "DEPTH": Self.numbers(inputFile.depths),
            "NBMIN": Self.numbers(inputFile.recursionStops),
            "NDIV": Self.numbers(inputFile.divisions),
            "PFACT": Self.words(inputFile.panelFactorizations),
            "RFACT": Self.words(inputFile.recursiveFactorizations),
        ]
        if let n = inputFile.problemSizes.max() {
            let reader = ProblemSizeReader(draft: draft)
            if let problem = reader.problem(with: n) { throw FileError(file: file, problem) }
        }
        self.init(draft)
    }

    private static func numbers(_ list: [Int]) -> [ParameterValue] {
        Set(list).sorted().map { .integer($0) }
    }

    private static func words<Value: CodedParameter>(_ list: [Value]) -> [ParameterValue] {
        distinct(list).map { .text($0.name) }
    }

    /// HPL runs a value that is listed twice twice; a search does not.
    private static func distinct<Value: Hashable>(_ list: [Value]) -> [Value] {
        var seen: Set<Value> = []
        return list.filter { seen.insert($0).inserted }
    }
}
