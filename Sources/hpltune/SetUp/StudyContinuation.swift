import HPL
import Search
import Tuning

/// `optimize` on a study that is there already: go on, with what the command line and the file change.
///
/// Budget and batch may change. What would make new runs incomparable with old ones is refused, never ignored.
struct StudyContinuation {
    let known: StudyRecord
    let assembly: StudyAssembly
    let isFromFile: Bool
    /// Whether the study has a result of its own.
    let hasResults: Bool
    /// How much of the budget is used up.
    let spent: Int

    /// What is to be different from now on.
    ///
    /// - Parameter draft: what the study would be if it were made now.
    func change(_ draft: StudyDraft) throws -> @Sendable (inout StudySetUp) -> Void {
        if let difference = try difference(draft) {
            throw CommandFailure(
                "hpltune: study `\(known.name)` \(difference); leave that as it is to go on, "
                    + "or start another study with --study NAME")
        }
        let options = assembly.options
        if let budget = options.budget, budget < spent {
            throw CommandFailure(
                "hpltune: study `\(known.name)` has made \(NumberText.count(spent, "run")) already, and --budget counts all of them; "
                    + "`--budget \(spent + budget)` makes \(budget) more")
        }
        let trials = options.budget ?? (isFromFile ? assembly.source.file.budget.trials : nil)
        let hours = options.maxNodeHours ?? (isFromFile ? assembly.source.file.budget.nodeHours : nil)
        let batch = options.batch
        // With no result yet nothing is lost: a mended HPL, MPI or environment may take the old one's place.
        let replacement = !hasResults && (isFromFile || known.source.isEmpty) ? draft.setUp : nil
        if let replacement, replacement.executable != known.setUp.executable {
            Terminal.complain(
                "note: study `\(known.name)` has no result yet; it runs \(replacement.executable) from now on, not "
                    + known.setUp.executable)
        }
        let (spent, isFromFile, cluster) = (spent, isFromFile, draft.setUp.cluster)
        return { setUp in
            if let replacement {
                setUp.executable = replacement.executable
                setUp.flavor = replacement.flavor
                setUp.launcher = replacement.launcher
                setUp.environment = replacement.environment
                setUp.cluster = replacement.cluster
            }
            // A file that was written before the budget was raised does not lower it again.
            if let trials { setUp.budget.trials = max(trials, spent) }
            if let hours { setUp.budget.nodeHours = hours }
            if let batch { setUp.batch = batch }
            if isFromFile { setUp.cluster?.followStudy(cluster) }
        }
    }

    /// What is asked for and is not so in the study, in words; `nil` when it can go on.
    private func difference(_ draft: StudyDraft) throws -> String? {
        let options = assembly.options
        let setUp = known.setUp
        let (ours, other) = (setUp.cluster?.name ?? "local", draft.setUp.cluster?.name ?? "local")
        if ours != other { return "runs on \(ours == "local" ? "this machine" : "cluster `\(ours)`")" }
        if isFromFile, draft.setUp.cluster?.constraint != setUp.cluster?.constraint {
            return setUp.cluster?.constraint.map { "runs on nodes with the constraint `\($0)`" }
                ?? "runs on nodes without a constraint"
        }
        if isFromFile, draft.setUp.cluster?.isExclusive != setUp.cluster?.isExclusive {
            return setUp.cluster?.isExclusive == true
                ? "has its nodes for itself (`exclusive: yes`)" : "shares its nodes (`exclusive: no`)"
        }
        if isFromFile, draft.setUp.cluster?.packing != setUp.cluster?.packing {
            return "has the packing `\(setUp.cluster?.packing.rawValue ?? "")`"
        }
        if isFromFile, draft.setUp.cluster?.partition != setUp.cluster?.partition {
            return "runs in "
                + (setUp.clusterFacts.map { "partition `\($0.partition.name)`" } ?? "another partition")
        }
        if isFromFile, draft.setUp.resources.nodes != setUp.resources.nodes {
            return "runs on \(NumberText.count(setUp.resources.nodes, "node"))"
        }
        if isFromFile, draft.setUp.space != setUp.space {
            return "has another space than \(assembly.source.file.file)"
        }
        if isFromFile, draft.setUp.resources.layout != setUp.resources.layout {
            return "runs \(setUp.resources.layout) ranks × threads on a node"
        }
        if hasResults {
            if (isFromFile && assembly.source.file.hpl.executable != nil)
                || ProcessVariables["HPLTUNE_XHPL"] != nil,
                draft.setUp.executable != setUp.executable
            {
                return "tunes \(setUp.executable), not \(draft.setUp.executable)"
            }
            if isFromFile, assembly.source.file.hpl.launcher != nil, draft.setUp.launcher != setUp.launcher {
                return "is started with `\(setUp.launcher.command.joined(separator: " "))`"
            }
            if isFromFile, draft.setUp.environment != setUp.environment { return "has another environment" }
        }
        if options.strategy != nil || !options.settings.isEmpty
            || (isFromFile && assembly.source.file.strategy != nil),
            draft.strategy != known.strategy
        {
            return "searches by the strategy `\(known.strategyName)` with other settings"
        }
        if let n = options.n, size(n) != setUp.problemSize {
            return "has \(setUp.problemSize.map(String.init(describing:)) ?? "no N yet")"
        }
        if let seconds = options.runSeconds, seconds != setUp.runSeconds {
            return "has runs of \(setUp.runSeconds.map { "about \($0) s" } ?? "a fixed N")"
        }
        if let seed = options.seed, seed != setUp.seed { return "has the seed \(setUp.seed)" }
        return nil
    }

    private func size(_ n: StudyOptions.ProblemOrder) -> ProblemSize {
        switch n {
        case .fixed(let n): .fixed([n])
        case .memory: .memory(fraction: Calibrator.memoryFraction)
        }
    }
}
