/// What one poll saw of a job.
public struct JobObservation: Sendable, Hashable {
    public var state: JobState
    /// The finished steps, by name.
    public var steps: [String: StepRecord]
    /// The step that is running.
    public var runningStep: RunningStep?
    /// Steps that were begun and are not done, and when, in seconds since 1970; of a job that is over as well.
    public var begun: [String: Double] = [:]
    /// When the job's script began on the nodes, in seconds since 1970; `nil` when nothing tells.
    public var startedAt: Double?
    /// When the job's script ended by itself, in seconds since 1970; `nil` while it runs and when it was killed.
    public var endedAt: Double?
    /// Why the job's script ended, in its own words ("finished", "stopped by SIGTERM", …); `nil` while it runs and when
    /// it was killed.
    public var ending: String?

    /// How the job ended, as the scheduler says; `nil` when it says nothing.
    public var schedulerEnding: JobEnding?

    /// A step under way and since when, in seconds since 1970.
    public struct RunningStep: Sendable, Hashable {
        public var name: String
        public var startedAt: Double

        public init(name: String, startedAt: Double) {
            self.name = name
            self.startedAt = startedAt
        }
    }

    /// The job's own preparation failed (`BatchScript` says so in these words), and would fail again.
    public var prologueFailed: Bool { ending?.hasPrefix("prologue entry ") == true }

    /// How the job that ran a step ended, as the scheduler says: of an array each step is a job.
    public func ending(ofStep name: String) -> JobEnding? { schedulerEnding }

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
