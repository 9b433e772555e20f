import Search

extension HPLSpace {
    /// Reads the `space:` section of a study file; without one, the space is the standard one for these
    /// resources.
    ///
    /// What a section leaves out: N takes 80 % of the memory, NB the standard block sizes, the grid every P×Q
    /// of the ranks, the layout what `resources` says, and every other knob HPL's default.
    /// - Parameter defaults: what the knobs that the space does not vary are set to; its N and grid mean nothing.
    /// - Throws: at the first thing wrong, with its line and column.
    public init(
        section: YAMLNode?, resources: Resources, flavor: Flavor = .netlib, defaults: HPLSettings = .standard
    ) throws(FileError) {
        guard let section, !section.isNull else {
            var draft = StandardSpace.draft(resources, flavor)
            draft.base = defaults
            self.init(draft)
            return
        }
        let keys =
            ["N", "grid"] + SpaceParameter.all.map(\.name) + ["layout", "launch", "constraints"]
        let nodes = try section.mapping(allowing: keys)

        var draft = SpaceDraft(
            problemSize: .memory(fraction: StandardSpace.memoryFraction), resources: resources,
            flavor: flavor, base: defaults, layouts: [resources.layout], grids: [])
        if let node = nodes["layout"] {
            draft.layouts = try LayoutReader(resources: resources).read(node)
            draft.namesLayout = true
        } else if let cores = resources.coresPerNode, resources.layout.cores > cores {
            throw section.error(LayoutReader.oversubscription(resources.layout, cores: cores))
        }
        if let node = nodes["grid"] {
            draft.grids = try GridReader(layouts: draft.layouts, nodes: resources.nodes).read(node)
            draft.namesGrid = true
        } else {
            draft.grids = SpaceDraft.grids(for: draft.layouts, nodes: resources.nodes)
        }
        draft.values["NB"] = StandardSpace.blockSizes(flavor).map { .integer($0) }
        for knob in SpaceParameter.all {
            if let node = nodes[knob.name] { draft.values[knob.name] = try knob.read(node, flavor: flavor) }
        }
        if let node = nodes["N"] { draft.problemSize = try ProblemSizeReader(draft: draft).read(node) }
        if let node = nodes["launch"] { draft.variants = try LaunchVariantReader.read(node) }
        if let node = nodes["constraints"] { draft.constraints = try Self.constraints(node, draft) }
        self.init(draft)
    }

    private static func constraints(_ node: YAMLNode, _ draft: SpaceDraft) throws(FileError) -> [Expression] {
        let words = ConstraintVariables.words(
            layouts: draft.layouts, grids: draft.grids, variants: draft.variants)
        var constraints: [Expression] = []
        for item in node.isSequence ? try node.list() : [node] {
            constraints.append(try item.expression(variables: ConstraintVariables.types, words: words))
        }
        return constraints
    }
}
