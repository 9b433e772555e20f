import Execution
import HPL
import Search
import Tuning

/// `optimize` on a study that is there already: go on, with what the command line changes.
struct StudyContinuation {
    let known: StudyRecord
    let assembly: StudyAssembly
    let isFromFile: Bool
    let transport: LocalTransport

    func apply(to store: StudyStore) async throws {
        try refuseChanges()
        var setUp = known.setUp
        if let trials = assembly.options.budget ?? (isFromFile ? assembly.source.file.budget.trials : nil) {
            setUp.budget.trials = trials
        }
        if let hours = assembly.options.maxNodeHours
            ?? (isFromFile ? assembly.source.file.budget.nodeHours : nil)
        {
            setUp.budget.nodeHours = hours
        }
        if try !store.trials(ofStudy: known.id).contains(where: { $0.measurement != nil }) {
            // Nothing was measured with the old one, so a mended HPL or MPI may take its place.
            let draft = try await assembly.draft(named: known.name, through: transport)
            setUp.executable = draft.setUp.executable
            setUp.flavor = draft.setUp.flavor
            setUp.launcher = draft.setUp.launcher
        }
        if let batch = assembly.options.batch { setUp.batch = batch }
        if setUp != known.setUp { try store.update(setUp, ofStudy: known.id) }
    }

    /// What was measured under other conditions cannot be compared: such a change makes a new study.
    private func refuseChanges() throws {
        let options = assembly.options
        func refuse(_ what: String) -> CommandFailure {
            CommandFailure(
                "hpltune: study `\(known.name)` has \(what); leave that as it is to go on, "
                    + "or start another study with --study NAME")
        }
        if isFromFile, try newSpace() != known.setUp.space {
            throw refuse("another space than \(assembly.source.file.file)")
        }
        if options.strategy != nil || !options.settings.isEmpty {
            let strategy = try assembly.strategyFile()
            guard strategy.text == known.strategy else {
                throw refuse("the strategy `\(known.strategyName)`")
            }
        }
        if let n = options.n, size(n) != known.setUp.problemSize {
            throw refuse("\(known.setUp.problemSize.map(String.init(describing:)) ?? "no N yet")")
        }
        if let seconds = options.runSeconds, seconds != known.setUp.runSeconds {
            throw refuse("runs of \(known.setUp.runSeconds.map { "about \($0) s" } ?? "a fixed N")")
        }
        if let seed = options.seed, seed != known.setUp.seed { throw refuse("the seed \(known.setUp.seed)") }
    }

    private func newSpace() throws -> SpaceSource {
        let space = try assembly.source.space(resources: known.setUp.resources, flavor: known.setUp.flavor)
        return SpaceSource(of: space, inputFile: assembly.source.input)
    }

    private func size(_ n: StudyOptions.ProblemOrder) -> ProblemSize {
        switch n {
        case .fixed(let n): .fixed([n])
        case .memory: .memory(fraction: Calibrator.memoryFraction)
        }
    }
}
