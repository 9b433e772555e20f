import ArgumentParser
import Execution
import HPL
import Search
import Tuning

struct OptimizeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "optimize",
        abstract: "Start a study, or go on with it, and drive it to its end.",
        discussion: """
            Without a file it tunes the machine it is on, in a study called `local` unless --study names it. A file is a study (study.yaml, see docs/study-file.md) or an \
            HPL.dat, whose value lists become the space. When the study is there already, it goes on: nothing is run \
            twice, and a larger --budget adds runs.
            """)

    @Argument(help: "A study file (.yaml) or an HPL.dat.")
    var file: String?

    @OptionGroup var options: StudyOptions
    @OptionGroup var global: GlobalOptions

    @Flag(help: "Submit the round that is due and leave; `hpltune sync` or `resume` goes on.")
    var detach = false

    @Flag(help: "Show the space, what it will cost, the next round and its job script; run nothing.")
    var dryRun = false

    func run() async throws {
        let source = try StudySource(file)
        for remark in source.remarks { Terminal.complain("warning: \(remark)") }
        let path = try global.path
        let transport = LocalTransport(logger: try global.logging.logger("app"))
        let name = try StudyAssembly.name(options, source.file)
        if dryRun { return try await self.dryRun(name, source, transport) }
        try await AutomaticRestore(database: path).around { try await drive(name, source, transport) }
    }

    /// One command asks a cluster once: the study is put together and driven by the same answer.
    private static let desk = ClusterDesk()

    private func assembly(
        _ source: StudySource, _ known: StudyRecord?, _ transport: LocalTransport
    ) async throws -> StudyAssembly {
        StudyAssembly(
            options: options, source: source,
            site: try await StudySite.find(
                options.cluster, for: source.file, known: known, through: transport, asking: Self.desk),
            dataFolder: try global.path.parentFolder)
    }

    private func drive(_ name: String, _ source: StudySource, _ transport: LocalTransport) async throws {
        let store = try global.open()
        let session = DriveSession(
            store: store, log: try global.logging.logger("state"), detaches: detach, desk: Self.desk)
        let known = try store.studies().first { $0.name == name }
        let assembly = try await assembly(source, known, transport)
        guard let known else {
            let draft = try await assembly.draft(named: name, through: transport)
            try assembly.check(draft)
            try await assembly.checkFolder(through: transport)
            do {
                try store.create(draft, at: WallClock.now())
            } catch StoreError.studyExists {
                // The same command, started twice at the same moment.
                return try await drive(name, source, transport)
            }
            return try await session.run(name)
        }
        try await session.run(name, changing: try await change(of: known, assembly, in: store, transport))
    }

    /// What the command line and the file change of a study that is there.
    private func change(
        of known: StudyRecord, _ assembly: StudyAssembly, in store: StudyStore, _ transport: LocalTransport
    ) async throws -> @Sendable (inout StudySetUp) -> Void {
        let trials = try store.trials(ofStudy: known.id)
        let continuation = StudyContinuation(
            known: known, assembly: assembly, isFromFile: file != nil,
            hasResults: trials.contains { $0.measurement != nil && !$0.isImported },
            spent: trials.count(where: \.teaches))
        // A study that needs nothing new goes on even where its HPL can no longer be found by itself.
        return try continuation.change(
            try await assembly.draft(named: known.name, through: transport, insteadOf: known))
    }

    private func dryRun(_ name: String, _ source: StudySource, _ transport: LocalTransport) async throws {
        guard let store = try global.openIfPresent(),
            let known = try store.studies().first(where: { $0.name == name })
        else {
            let assembly = try await assembly(source, nil, transport)
            let draft = try await assembly.draft(named: name, through: transport)
            try assembly.check(draft)
            try await assembly.checkFolder(through: transport, isDry: true)
            return try await DryRun(record: draft.record(sized: draft.setUp.problemSize)).show()
        }
        let assembly = try await assembly(source, known, transport)
        let record = known.changed(try await change(of: known, assembly, in: store, transport))
        try await DryRun(
            record: record, trials: store.trials(ofStudy: record.id),
            calibrations: store.calibrations(ofStudy: record.id),
            nodeSecondsLeft: record.setUp.budget.nodeHours.map {
                try store.nodeSecondsLeft(of: record, limit: $0)
            }, isStored: true
        ).show()
    }
}
