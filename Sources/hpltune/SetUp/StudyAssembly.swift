import Execution
import HPL
import Search
import Tuning

/// Puts a new study together: the study file, the command line, and the machine or cluster it is to run on.
struct StudyAssembly {
    let options: StudyOptions
    let source: StudySource
    let site: StudySite
    let dataFolder: String

    /// How many trials make a round when nobody says.
    static let defaultBatch = 4
    static let defaultTrials = 40
    static let defaultStrategy = "bayes"

    var file: StudyFile { source.file }

    func draft(named name: String, through transport: some Transport) async throws -> StudyDraft {
        let environment = site.cluster.environment.extended(by: file.environment)
        let programs = ProgramSearch(
            environment: environment, transport: transport, cluster: site.cluster,
            schedulerEnvironment: site.cluster.schedulerEnvironment)
        let executable = try await HPLFinder(cluster: site.cluster, programs: programs).executable(
            file.hpl.executable)
        let launcher = try await LauncherFinder(cluster: site.cluster, programs: programs).launcher(
            file.hpl.launcher)
        let flavor = try HPLFinder.flavor(file.hpl.flavor, of: executable)
        let resources = try resources()
        let strategy = try strategyFile()
        let space = try source.space(resources: resources, flavor: flavor)
        let size = try problemSize(of: space)
        let setUp = StudySetUp(
            space: SpaceSource(of: space, inputFile: source.input),
            executable: executable,
            flavor: flavor,
            launcher: launcher,
            resources: resources,
            machine: site.machine,
            problemSize: size,
            runSeconds: size == nil
                ? options.runSeconds ?? Calibrator.defaultRunSeconds(nodes: resources.nodes) : nil,
            environment: environment,
            budget: budget,
            batch: options.batch ?? Self.defaultBatch,
            seed: options.seed ?? 1,
            resultsDirectory: resultsDirectory,
            cluster: site.cluster == .local ? nil : site.cluster, clusterFacts: site.facts)
        return StudyDraft(
            name: name, source: source.text, strategyName: strategy.name, strategy: strategy.text,
            setUp: setUp)
    }

    /// The study as it would be made now, for comparing with one that is there. Where its HPL or launcher cannot be
    /// found any more and nobody names another, it keeps the old one's.
    func draft(
        named name: String, through transport: some Transport, insteadOf known: StudyRecord
    ) async throws -> StudyDraft {
        do {
            return try await draft(named: name, through: transport)
        } catch is CommandFailure where ProcessVariables["HPLTUNE_XHPL"] == nil {
            return StudyDraft(
                name: name, source: known.source, strategyName: known.strategyName,
                strategy: options.strategy == nil && options.settings.isEmpty
                    ? known.strategy : try strategyFile().text,
                setUp: known.setUp)
        }
    }

    /// Everything that can be wrong with the space is said before a study is stored.
    func check(_ draft: StudyDraft) throws {
        try checkTime()
        let size = draft.setUp.problemSize ?? .fixed([Calibrator.firstN])
        let largest = try draft.record(sized: .memory(fraction: Calibrator.memoryFraction)).space()
        if options.n != nil, let point = largest.searchSpace.firstPoints.first {
            // An N that is too large says so with numbers, not as a space without points.
            _ = try draft.record(sized: size).space().settings(for: point)
        }
        _ = try LoadedStudy(draft.record(sized: size))
    }

    /// The study's name: the command line's, else the file's, else the file's own name.
    static func name(_ options: StudyOptions, _ file: StudyFile) throws -> String {
        if let name = options.study {
            guard StudyName.isValid(name) else {
                throw CommandFailure("hpltune: " + StudyName.complaint(about: name), status: .usage)
            }
            return name
        }
        if let name = file.name { return name }
        let base = file.file.split(separator: "/").last.map(String.init) ?? file.file
        let stem = base.lastIndex(of: ".").map { String(base[..<$0]) } ?? base
        guard StudyName.isValid(stem) else {
            throw CommandFailure("hpltune: the study has no name; give it one with --study", status: .usage)
        }
        return stem
    }

    var budget: Budget {
        Budget(
            trials: options.budget ?? file.budget.trials ?? Self.defaultTrials,
            nodeHours: options.maxNodeHours ?? file.budget.nodeHours,
            stopBelowGain: file.budget.stopBelowGain)
    }

    func strategyFile() throws -> StrategyFile {
        let catalog = UserFolders.strategies()
        let overrides = try options.overrides()
        if let name = options.strategy { return try catalog.load(name, overrides: overrides) }
        guard let node = file.strategy else {
            return try catalog.load(Self.defaultStrategy, overrides: overrides)
        }
        do {
            return try catalog.load(
                try node.string().relative(toFolderOf: node.file), overrides: overrides)
        } catch  where error.line == nil {
            // Not a mistake within the strategy's file: point at where the study names it.
            throw node.error(error.message)
        }
    }

    /// `nil` when N follows from a run time.
    func problemSize(of space: HPLSpace) throws -> ProblemSize? {
        switch options.n {
        case .some(.fixed(let n)): return .fixed([n])
        case .some(.memory): return .memory(fraction: Calibrator.memoryFraction)
        case nil: break
        }
        if options.runSeconds != nil { return nil }
        return try source.namesN() ? space.problemSize : nil
    }

    var resultsDirectory: String {
        guard let results = file.resources.results else {
            return site.cluster.workDirectory?.absolutePath.normalizedPath ?? dataFolder + "/runs"
        }
        return results.beside(file.file).absolutePath.normalizedPath
    }
}
