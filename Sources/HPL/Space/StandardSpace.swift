import Search

/// The space of a study that names none: the knobs that matter on real machines, few enough values to cover.
///
/// Measured over many machines the grid decides most (up to a factor of 11), then NB (37 % of the variance),
/// BCAST (25 %) and DEPTH (12 %); all others are near noise.
enum StandardSpace {
    /// Leaves room for the system, MPI's buffers and HPL's own panels.
    static let memoryFraction = 0.8

    /// Block sizes worth trying. Vendors advise 192 to 384 for wide vector units; a GPU needs larger panels
    /// still.
    static func blockSizes(_ flavor: Flavor) -> [Int] {
        switch flavor {
        case .netlib, .hpcc: [64, 96, 128, 160, 192, 224, 256]
        case .intel, .amdZen: [128, 192, 240, 256, 320, 384]
        case .nvidia, .rochpl: [128, 256, 384, 512, 768, 1024]
        }
    }

    /// Layouts that leave no core idle. Where a rank is a GPU, the number of ranks is given.
    static func layouts(_ resources: Resources, _ flavor: Flavor) -> [RankLayout] {
        guard !flavor.placesItself, let cores = resources.coresPerNode else { return [resources.layout] }
        return RankLayout.filling(cores: cores)
    }

    static func draft(_ resources: Resources, _ flavor: Flavor) -> SpaceDraft {
        let layouts = layouts(resources, flavor)
        return SpaceDraft(
            problemSize: .memory(fraction: memoryFraction),
            resources: resources,
            flavor: flavor,
            values: [
                "NB": blockSizes(flavor).map { .integer($0) },
                "BCAST": Broadcast.netlib.map { .text($0.name) },
                "DEPTH": [0, 1],
            ],
            layouts: layouts,
            grids: SpaceDraft.grids(for: layouts, nodes: resources.nodes)
        )
    }
}

extension HPLSpace {
    /// The space for tuning the machine at hand when the user says nothing.
    public static func local(_ machine: Machine, flavor: Flavor = .netlib) -> HPLSpace {
        HPLSpace(StandardSpace.draft(Resources(machine), flavor))
    }
}
