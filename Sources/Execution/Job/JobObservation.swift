/// What one poll saw of a job.
public struct JobObservation: Sendable, Hashable {
    public var state: JobState
    /// The finished steps, by name.
    public var steps: [String: StepRecord]
    /// The step that is running.
    public var runningStep: RunningStep?
    /// Steps that were begun and are not done, by name; of a job that is over as well.
    public var begun: [String: BegunStep] = [:]
    /// Why the job's script ended, in its own words ("finished", "stopped by SIGTERM", …); `nil` while it runs and when
    /// it was killed.
    public var ending: String?
    /// When it ended, in seconds since 1970.
    public var endedAt: Double?

    /// When its script was last started, in seconds since 1970: the end of its wait in the queue. Of an array, the first
    /// task's.
    public var startedAt: Double?

    /// What earlier starts of the scripts took, by the names of the steps these run: the scheduler had started them again.
    public var earlierSeconds: [String: Double] = [:]

    /// What a scheduler takes to start a script and to clean up after it, in seconds.
    public static let handlingSeconds = 2

    /// For how long it has had its nodes while it runs, as the scheduler counts; `nil` when it does not say.
    public var secondsRunning: Double?

    /// How the job ended, as the scheduler says; `nil` when it says nothing.
    public var schedulerEnding: JobEnding?

    /// How the tasks of an array ended, by the names of their steps. Other jobs have none.
    public var stepEndings: [String: JobEnding] = [:]

    /// The steps whose script has left no sign, in a directory that can be seen.
    public var neverBegun: Set<String> = []

    /// Another job that does the work of the one asked about; `nil` when there is none.
    public var owner: JobID?

    /// Copies of it that wait: its submission was repeated although the first had been taken.
    public var waitingCopies: [JobID] = []

    /// Its directory cannot be seen, and with it what it may have done: the file system may be away for a moment.
    public var isOutOfSight = false

    /// The scripts of an array's tasks, by the names of their steps. Other jobs have none.
    public var taskScripts: [String: ScriptSpan] = [:]

    /// When a script began and ended, as far as it could say. Seconds since 1970.
    public struct ScriptSpan: Sendable, Hashable {
        public var startedAt: Double?
        public var endedAt: Double?

        public init(startedAt: Double? = nil, endedAt: Double? = nil) {
            self.startedAt = startedAt
            self.endedAt = endedAt
        }
    }

    /// How the script that was to run a step ended, as the scheduler says.
    public func ending(ofStep name: String) -> JobEnding? { stepEndings[name] ?? schedulerEnding }

    /// A step under way and since when, in seconds since 1970.
    public struct RunningStep: Sendable, Hashable {
        public var name: String
        public var startedAt: Double

        public init(name: String, startedAt: Double) {
            self.name = name
            self.startedAt = startedAt
        }
    }

    /// A step that was begun and is not done. Seconds since 1970.
    public struct BegunStep: Sendable, Hashable {
        public var startedAt: Double
        /// Why its script ended, in its own words, and when; `nil` while it runs and when it was killed.
        public var scriptEnding: String?
        public var scriptEndedAt: Double?

        public init(startedAt: Double, scriptEnding: String? = nil, scriptEndedAt: Double? = nil) {
            self.startedAt = startedAt
            self.scriptEnding = scriptEnding
            self.scriptEndedAt = scriptEndedAt
        }
    }

    /// The job's own preparation failed (`BatchScript` says so in these words), and would fail again.
    public var prologueFailed: Bool { ending?.hasPrefix("prologue entry ") == true }

    public init(
        state: JobState, steps: [String: StepRecord] = [:], runningStep: RunningStep? = nil,
        ending: String? = nil
    ) {
        self.state = state
        self.steps = steps
        self.runningStep = runningStep
        self.ending = ending
    }
}
