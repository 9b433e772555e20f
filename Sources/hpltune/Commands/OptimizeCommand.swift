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
            Without a file it tunes the machine it is on. A file is a study (study.yaml, see docs/study-file.md) or an \
            HPL.dat, whose value lists become the space. When the study is there already, it goes on: nothing is run \
            twice, and a larger --budget adds runs.
            """)

    @Argument(help: "A study file (.yaml) or an HPL.dat.")
    var file: String?

    @OptionGroup var options: StudyOptions
    @OptionGroup var global: GlobalOptions

    @Flag(help: "Submit the round that is due and leave; `hpltune resume` goes on.")
    var detach = false

    @Flag(help: "Show the space, the first round, its job script and what it will cost; run nothing.")
    var dryRun = false

    func run() async throws {
        let machine = Machine.detect()
        let source = try StudySource(file)
        let path = try global.path
        let assembly = StudyAssembly(
            options: options, source: source, machine: machine, dataFolder: path.parentFolder)
        let name = try assembly.name()
        let transport = LocalTransport(logger: try global.logging.logger("app"))
        if dryRun {
            let draft = try await assembly.draft(named: name, through: transport)
            return try await DryRun(draft: draft).show()
        }
        let store = try global.open()
        // Only a file that was given says how the study should be; without one a study is gone on with as it is.
        if let known = try store.studies().first(where: { $0.name == name }) {
            try await StudyContinuation(
                known: known, assembly: assembly, isFromFile: file != nil, transport: transport
            ).apply(to: store)
        } else {
            let draft = try await assembly.draft(named: name, through: transport)
            try check(draft)
            try store.create(draft, at: WallClock.now())
        }
        try await DriveSession(store: store, log: try global.logging.logger("state"), detaches: detach).run(
            name)
    }

    /// Everything that can be wrong with the space is said before the study is stored.
    private func check(_ draft: StudyDraft) throws {
        let size = draft.setUp.problemSize ?? .fixed([Calibrator.firstN])
        let study = try LoadedStudy(draft.record(sized: size))
        for point in study.space.searchSpace.firstPoints { _ = try study.space.settings(for: point) }
    }
}
