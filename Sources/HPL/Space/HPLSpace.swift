import Search

/// The experiments of an HPL study: a `SearchSpace` over HPL's knobs, and what each of its points means.
///
/// Parameters are named as in HPL.dat and the study file: NB, grid, BCAST, PMAP, DEPTH, SWAP, NBMIN, NDIV,
/// PFACT, RFACT, L1, U, EQUIL, ALIGN, layout, launch; only those are present that have several values or that
/// the user named. N is not one: a point and a fidelity level make it.
public struct HPLSpace: Sendable {
    public let searchSpace: SearchSpace
    public let resources: Resources
    public let problemSize: ProblemSize
    public let flavor: Flavor
    /// What the knobs that the space does not vary are set to.
    public var defaults: HPLSettings { draft.base }
    let draft: SpaceDraft
    let decoder: PointDecoder

    init(_ draft: SpaceDraft) {
        self.draft = draft
        resources = draft.resources
        problemSize = draft.problemSize
        flavor = draft.flavor
        let parameters = draft.parameters
        let decoder = PointDecoder(draft, parameters: parameters)
        self.decoder = decoder

        let sizing = ProblemSizing(
            draft.problemSize, nodes: draft.resources.nodes, memoryPerNode: draft.resources.memoryPerNode)
        let nodes = draft.resources.nodes
        let facts = ConstraintVariables(decoder: decoder, sizing: sizing, nodes: nodes)
        let constraints = draft.constraints.map { constraint in
            SearchSpace.Rule(constraint.text) { point in
                guard let settings = decoder.settings(point) else { return false }
                return constraint.holds { facts.value($0, of: point, settings) }
            }
        }
        let knobs = InertKnobs(decoder: decoder, parameters: parameters, constraints: constraints)
        let bare = SearchSpace(
            parameters: parameters,
            rules: OwnRules(draft: draft, decoder: decoder, sizing: sizing).rules + constraints,
            canonicalize: { knobs.canonical($0) })
        searchSpace = SearchSpace(
            parameters: parameters, rules: bare.rules, canonicalize: bare.canonicalize,
            firstPoints: ExpertPoints(space: bare, draft: draft).points())
    }

    /// What HPL.dat says for a point at a level.
    /// - Throws: `HPLSpaceError` for a point of another space, `ProblemSizeError` when N does not fit the
    ///   memory.
    public func settings(for point: Point, at level: FidelityLevel = .full) throws -> HPLSettings {
        guard var settings = decoder.settings(point) else {
            throw HPLSpaceError("the point `\(point)` is not in this space; check the names and values")
        }
        let sizing = ProblemSizing(
            problemSize, nodes: resources.nodes, memoryPerNode: resources.memoryPerNode)
        settings.n = try sizing.n(
            nb: settings.nb, grid: settings.grid, ranksPerNode: layout(for: point).ranksPerNode, level: level)
        return settings
    }

    public func layout(for point: Point) -> RankLayout { decoder.layout(point) }

    public func launchVariant(for point: Point) -> LaunchVariant { decoder.variant(point) }

    /// All ranks of a run, on all nodes.
    public func ranks(for point: Point) -> Int { resources.nodes * layout(for: point).ranksPerNode }

    /// The same space with matrices of another size, as after a calibration run.
    public func replacing(problemSize: ProblemSize) -> HPLSpace {
        var draft = draft
        draft.problemSize = problemSize
        return HPLSpace(draft)
    }
}

/// Why a space cannot be made or a point not read: one line, what is wrong; what to do.
public struct HPLSpaceError: Error, Sendable, Hashable, CustomStringConvertible {
    public let message: String

    public init(_ message: String) {
        self.message = message
    }

    public var description: String { message }
}
