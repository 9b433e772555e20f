import SlurmStandInPlan

/// What the stand-in knows of the jobs submitted to it.
struct State: Codable {
    /// Submissions so far: an array counts once.
    var submissions = 0
    var nextNumber = 101
    /// One for each job, and one for each task of an array.
    var jobs: [Job] = []

    struct Job: Codable {
        /// Its place in `jobs`: numbers may be used again, this is not.
        var serial: Int
        var submission: Int
        var number: Int
        /// As `7_0` for the task of an array.
        var task: Int?
        /// The tasks of the array.
        var taskCount: Int?
        var name: String
        var directory: String
        /// The script as it was submitted.
        var command: String
        /// What is run.
        var script: String
        var output: String
        var environment: [String: String]
        var partition: String
        var timeLimit: String
        var nodes: [String]
        /// Its starts, the present one last.
        var starts: [Start]

        var id: String { task.map { "\(number)_\($0)" } ?? "\(number)" }
        var start: Start {
            get { starts[starts.count - 1] }
            set { starts[starts.count - 1] = newValue }
        }
    }

    struct Start: Codable {
        var state = "PENDING"
        var reason = "None"
        var submittedAt: Double
        var startedAt: Double?
        var endedAt: Double?
        var exitStatus: Int32 = 0
        /// The script's process, which leads a session of its own.
        var process: Int32?

        /// As it was at a time, to tools that lag behind; `nil` before it was submitted.
        func asOf(_ time: Double) -> Start? {
            guard submittedAt <= time else { return nil }
            var past = self
            if let endedAt, endedAt <= time { return past }
            past.endedAt = nil
            guard let startedAt, startedAt <= time else {
                past.startedAt = nil
                past.state = "PENDING"
                return past
            }
            past.state = "RUNNING"
            return past
        }
    }
}

extension StandInPlan {
    /// What is to become of a job.
    func plan(of job: State.Job) -> JobPlan {
        jobs.first {
            $0.submissions?.contains(job.submission) != false && ($0.task == nil || $0.task == job.task)
        } ?? JobPlan()
    }
}
