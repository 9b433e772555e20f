import Execution
import Search

/// Where and how a study's jobs run: one entry of `clusters.yaml`. Nothing secret is in it.
public struct ClusterProfile: Sendable, Hashable, Codable {
    public enum SchedulerKind: String, Sendable, Codable, CaseIterable {
        case slurm, direct
    }

    /// What goes into one job.
    public enum Packing: String, Sendable, Codable, CaseIterable {
        /// A round's runs in turn: one wait in the queue.
        case jobPerRound = "job-per-round"
        /// Each run in a job of its own: where nodes are idle.
        case jobPerTrial = "job-per-trial"
    }

    public var name: String
    public var scheduler: SchedulerKind
    /// Takes the run directories; absolute, on a file system that the nodes share.
    public var workDirectory: String?
    public var partition: String?
    public var account: String?
    public var qos: String?
    public var reservation: String?
    public var constraint: String?
    public var isExclusive: Bool
    /// Options as they stand behind `#SBATCH`.
    public var extraOptions: [String]
    public var environment: RunEnvironment
    public var executable: String?
    public var launcher: String?
    public var nodes: Int?
    public var ranksPerNode: Int?
    public var threadsPerRank: Int?
    /// Bytes.
    public var memoryPerNode: Int?
    public var packing: Packing
    /// The longest a job may take, in seconds; `nil` for as long as its runs need.
    public var timeSeconds: Double?
    /// Variables for every command of the scheduler.
    public var schedulerEnvironment: [String: String]
    /// The text that stands before the script's body; `nil` for hpltune's own.
    public var template: ScriptTemplate?
    /// Those of `jobKeys` that the study's file says, not `clusters.yaml`.
    public var studyKeys: [String]?

    public init(name: String, scheduler: SchedulerKind) {
        self.name = name
        self.scheduler = scheduler
        isExclusive = true
        extraOptions = []
        environment = RunEnvironment()
        packing = .jobPerRound
        schedulerEnvironment = [:]
    }

    /// This machine, where jobs run at once.
    public static let local = ClusterProfile(name: "local", scheduler: .direct)
}
