/// What the scripted stand-in for SLURM's tools does, and where it fails: the file `plan.json` in its folder.
///
/// Times are seconds on the stand-in's clock: what the file `clock` in its folder says, the real time without it.
public struct StandInPlan: Sendable, Codable {
    /// Faults of the tools, all that match a call in turn.
    public var faults: [ToolFault] = []
    /// What becomes of submitted jobs; the first that matches counts, those without a match run to their end.
    public var jobs: [JobPlan] = []
    /// Numbers of the first jobs submitted, used again if they are there twice; after them it counts on.
    public var jobNumbers: [Int] = []
    /// `sbatch --parsable` then prints `7;rome`.
    public var cluster: String?
    /// The host of its controller; without one `scontrol show config` names none.
    public var controller: String?
    public var hasAccounting = true
    /// Seconds until sacct shows what has happened.
    public var accountingLag: Double = 0
    /// Seconds for which squeue shows a job that is over.
    public var minJobAge = 300
    public var maxArraySize = 1001
    public var nodes = ["n1", "n2", "n3"]
    public var partitions = [PartitionPlan()]
    /// Lines that squeue and sacct show besides: jobs of others, jobs long known.
    public var strangers: [Stranger] = []

    public init() {}
}

/// Calls of one tool that go wrong.
public struct ToolFault: Sendable, Codable {
    public enum Tool: String, Sendable, Codable {
        case sbatch, squeue, sacct, scancel, scontrol, sinfo
    }

    public var tool: Tool
    /// Which calls of the tool, counted from 1; `nil` means all.
    public var calls: ClosedRange<Int>?
    /// From when to when by the stand-in's clock; `nil` means always.
    public var during: ClosedRange<Double>?
    public var exitStatus: Int32
    /// Printed before the tool's own answer, byte for byte.
    public var output: [UInt8]
    public var errors: String
    /// The tool does its work although it may not say so: a submission whose answer is lost.
    public var acts: Bool
    /// The tool prints its own answer too.
    public var answers: Bool
    /// Real seconds before anything else.
    public var sleeps: Double

    /// A tool that says `errors` and fails; with `acts` it has done its work all the same.
    public static func failing(
        _ tool: Tool, calls: ClosedRange<Int>? = nil, during: ClosedRange<Double>? = nil,
        errors: String, exitStatus: Int32 = 1, acts: Bool = false, sleeps: Double = 0
    ) -> ToolFault {
        ToolFault(
            tool: tool, calls: calls, during: during, exitStatus: exitStatus, output: [], errors: errors,
            acts: acts, answers: false, sleeps: sleeps)
    }

    /// A tool that does nothing and says that all is well.
    public static func idle(_ tool: Tool) -> ToolFault {
        ToolFault(
            tool: tool, calls: nil, during: nil, exitStatus: 0, output: [], errors: "", acts: false,
            answers: false, sleeps: 0)
    }

    /// A tool that prints `output` first and then answers, or says nothing else.
    public static func noise(
        _ tool: Tool, _ output: [UInt8], calls: ClosedRange<Int>? = nil, answers: Bool = true
    ) -> ToolFault {
        ToolFault(
            tool: tool, calls: calls, during: nil, exitStatus: 0, output: output, errors: "", acts: true,
            answers: answers, sleeps: 0)
    }
}

/// What becomes of a job.
public struct JobPlan: Sendable, Codable {
    /// Which submissions, counted from 1; `nil` means all.
    public var submissions: ClosedRange<Int>?
    /// Which task of an array; `nil` means all.
    public var task: Int?
    /// Its script is really run. A job that is not run and has no `ending` waits for ever.
    public var runs = true
    /// Why it waits, as squeue prints it.
    public var reason = "None"
    /// Seconds after its submission at which it starts or, not being run, ends.
    public var startsAfter: Double = 0
    /// The state it ends in (`OUT_OF_MEMORY`); `nil` means COMPLETED or FAILED by its script's exit status.
    public var ending: String?
    /// Its script is killed once so many of its steps are done; `nil` lets it come to its end.
    public var stopsAfterSteps: Int?
    /// And once this file is there; `nil` waits for none.
    public var stopsWithFile: String?
    /// SIGUSR1 goes to the script before it is killed, as `--signal` asks for.
    public var isWarned = false
    /// Its script is not killed but goes on, as on a node that SLURM has lost.
    public var leavesGhost = false
    /// It waits again after such an end and is started again, so many times; what this plan says of its end holds for all
    /// starts but the last.
    public var restarts = 0
    /// Seconds after its end at which it starts again.
    public var restartsAfter: Double = 0

    public init(submissions: ClosedRange<Int>? = nil) {
        self.submissions = submissions
    }
}

/// A partition as sinfo tells it.
public struct PartitionPlan: Sendable, Codable {
    public var name = "main"
    public var isDefault = true
    public var nodes = 3
    public var coresPerNode = 2
    /// MiB
    public var memory = 4000
    /// As SLURM writes it: `1:00:00`, `infinite`.
    public var timeLimit = "1:00:00"

    public init() {}
}

/// A job that was not submitted to the stand-in.
public struct Stranger: Sendable, Codable {
    public var id: String
    public var name: String
    /// What squeue says; `nil` when it does not show it.
    public var queueState: String?
    /// What sacct says; `nil` when it does not know it.
    public var accountState: String?

    public init(id: String, name: String, queueState: String?, accountState: String?) {
        self.id = id
        self.name = name
        self.queueState = queueState
        self.accountState = accountState
    }
}
