import HPL
import Search

/// What a study was resolved to when it was made: everything that depends on the machine of that day or on the command
/// line. Together with the study's source text and its strategy it says all there is to say about how runs are made, so
/// that resuming never has to guess.
public struct StudySetUp: Sendable, Hashable, Codable {
    public var space: SpaceSource
    /// Absolute path of the HPL executable.
    public var executable: String
    public var flavor: Flavor
    public var launcher: Launcher
    public var resources: Resources
    public var machine: Machine
    /// `nil` until the calibration run has turned `runSeconds` into an N.
    public var problemSize: ProblemSize?
    /// How long one full run should take, when N is to follow from it.
    public var runSeconds: Double?
    public var environment: RunEnvironment
    public var budget: Budget
    /// How many trials make a round.
    public var batch: Int
    public var seed: UInt64
    /// Absolute path of the folder that takes the run directories.
    public var resultsDirectory: String
    /// Where its jobs run; `nil` for the machine that hpltune is on.
    public var cluster: ClusterProfile?
    /// What the cluster told of itself; `nil` for the machine that hpltune is on.
    public var clusterFacts: ClusterFacts?

    public init(
        space: SpaceSource, executable: String, flavor: Flavor, launcher: Launcher, resources: Resources,
        machine: Machine,
        problemSize: ProblemSize?, runSeconds: Double?, environment: RunEnvironment = RunEnvironment(),
        budget: Budget, batch: Int, seed: UInt64, resultsDirectory: String,
        cluster: ClusterProfile? = nil, clusterFacts: ClusterFacts? = nil
    ) {
        self.space = space
        self.executable = executable
        self.flavor = flavor
        self.launcher = launcher
        self.resources = resources
        self.machine = machine
        self.problemSize = problemSize
        self.runSeconds = runSeconds
        self.environment = environment
        self.budget = budget
        self.batch = batch
        self.seed = seed
        self.resultsDirectory = resultsDirectory
        self.cluster = cluster
        self.clusterFacts = clusterFacts
    }
}

/// When a study ends by itself.
public struct Budget: Sendable, Hashable, Codable {
    /// HPL runs whose outcome teaches something: measured ones, and failures that are the point's own fault.
    public var trials: Int
    /// Node-hours, planned ones included; `nil` for no limit.
    public var nodeHours: Double?
    /// A share: 0.005 stops when the model expects less than half a percent. Strategies without a model ignore it.
    public var stopBelowGain: Double?

    public init(trials: Int, nodeHours: Double? = nil, stopBelowGain: Double? = nil) {
        self.trials = trials
        self.nodeHours = nodeHours
        self.stopBelowGain = stopBelowGain
    }
}

/// What is set up before every run of a study.
public struct RunEnvironment: Sendable, Hashable, Codable {
    public var modules: [String]
    public var variables: [String: String]
    /// Shell lines.
    public var prologue: [String]

    public init(modules: [String] = [], variables: [String: String] = [:], prologue: [String] = []) {
        self.modules = modules
        self.variables = variables
        self.prologue = prologue
    }

    /// What a job's script runs first: the modules, then the prologue.
    public var commands: [String] {
        // Names of modules, never shell code; several may stand in one entry.
        let names = modules.flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
        return (names.isEmpty ? [] : ["module load " + names.map(ShellText.word).joined(separator: " ")])
            + prologue
    }

    /// This one, then `other`: its modules are loaded after these, its variables win.
    public func extended(by other: RunEnvironment) -> RunEnvironment {
        RunEnvironment(
            modules: modules + other.modules, variables: variables.merging(other.variables) { $1 },
            prologue: prologue + other.prologue)
    }
}
