import Execution
import Reporting
import Tuning

/// A job of a study, as `status` and the live view show it.
struct JobText: CustomStringConvertible {
    private let id: String?
    /// `nil` for a calibration.
    private let round: Int?
    let runs: Int
    /// The numbers of its trials without an outcome; none of a calibration.
    private let numbers: Set<Int>
    /// Each run is a task of its own.
    let isArray: Bool
    private let limitSeconds: Double?
    private let submittedAt: Double?
    private let startedAt: Double?
    private let waitReason: String?
    private let awaitsAnswer: Bool
    private let lastWord: LastWord
    private let now: Double

    /// What the files of a job, or those of an array's tasks, say of its end: whether or not SLURM can be asked, they tell.
    private struct LastWord {
        /// All its runs have ended.
        let isDone: Bool
        /// Its script has. Of a job that was queued again that may have been an earlier start.
        let hasEnded: Bool

        init(directory: String, isArray: Bool = false, runs: [String]) {
            isDone = !runs.isEmpty && runs.allSatisfy { ProgramFinder.exists($0 + "/done.json") }
            var homes = isArray ? [] : [directory]
            while isArray, ProgramFinder.exists("\(directory)/task-\(homes.count)") {
                homes.append("\(directory)/task-\(homes.count)")
            }
            hasEnded = !homes.isEmpty && homes.allSatisfy { ProgramFinder.exists($0 + "/ended.json") }
        }
    }

    init(_ job: JobRecord, now: Double = WallClock.now()) {
        id = job.schedulerID?.text
        round = job.round
        runs = job.attempts.count
        numbers = Set(job.attempts.map(\.trial.number))
        isArray = job.isArray
        limitSeconds = job.limitSeconds
        submittedAt = job.submittedAt
        startedAt = job.startedAt
        waitReason = job.waitReason
        awaitsAnswer = job.awaitsAnswer
        lastWord = LastWord(
            directory: job.directory, isArray: job.isArray, runs: job.attempts.map(\.directory))
        self.now = now
    }

    init(_ job: CalibrationJob, now: Double = WallClock.now()) {
        id = job.schedulerID?.text
        round = nil
        runs = job.runs.count
        numbers = []
        isArray = false
        limitSeconds = job.limitSeconds
        submittedAt = job.submittedAt
        startedAt = job.sight.startedAt
        waitReason = job.sight.waitReason
        awaitsAnswer = false
        lastWord = LastWord(
            directory: job.directory, runs: job.runs.map { "\(job.directory)/\($0.step)" })
        self.now = now
    }

    /// Jobs that a study has open, its calibration first.
    static func open(ofStudy id: Int64, in store: StudyStore) throws -> [JobText] {
        (try store.openCalibration(ofStudy: id).map { [JobText($0)] } ?? [])
            + (try store.openJobs(ofStudy: id).map { JobText($0) })
    }

    /// Those of them that go through a scheduler's queue.
    static func all(ofStudy id: Int64, in store: StudyStore) throws -> [JobText] {
        try open(ofStudy: id, in: store).filter(\.hasQueue)
    }

    /// On this machine jobs begin at once, and nothing limits them.
    var hasQueue: Bool { limitSeconds != nil }

    /// It is in the queue, as far as is known.
    var isWaiting: Bool { id != nil && !isRunning && !isSuspended && !awaitsAnswer && !hasEnded }

    /// Of an array some tasks may have begun.
    var hasEnded: Bool { lastWord.isDone || (lastWord.hasEnded && waitReason == nil) }

    var isRunning: Bool {
        if awaitsAnswer || hasEnded { return false }
        return hasQueue ? startedAt != nil && waitReason == nil : id != nil
    }

    private var isSuspended: Bool { !hasEnded && waitReason == SlurmJobState.suspension }

    /// Its trials are run in turn, and this is one of them.
    func takesInTurn(_ trial: TrialRecord) -> Bool { !isArray && numbers.contains(trial.number) }

    /// `job 17`; `nil` where there is no queue, whose numbers mean something to people.
    var number: String? { hasQueue ? id.map { "job \($0)" } : nil }

    /// `0:12 of at most 5:00`
    var runningTime: String? {
        guard isRunning, let startedAt else { return nil }
        return NumberText.clock(max(0, now - startedAt))
            + (limitSeconds.map { " of at most \(NumberText.clock($0))" } ?? "")
    }

    private var state: String {
        if awaitsAnswer { return "cancelled" }
        if submittedAt == nil { return "planned" }
        if hasEnded { return "ended" }
        if isSuspended { return "suspended" }
        return isRunning ? "running" : "queued"
    }

    /// Since it was submitted, or until it began.
    private var queueSeconds: Double? {
        submittedAt.map { max(0, (isRunning || hasEnded || isSuspended ? startedAt ?? now : now) - $0) }
    }

    /// `17 of round 3, 4 runs to come: queued for 3:20: other jobs come first (Priority)`
    var description: String {
        let part = round.map { "round \($0)" } ?? "the calibration"
        let runs = NumberText.count(runs, "run")
        guard let id, let queueSeconds else { return "\(part), \(runs): not submitted yet" }
        guard hasQueue else { return "\(part), \(runs): running" }
        var text = "\(id) of \(part), \(runs) to come: "
        if awaitsAnswer { return text + "cancelled by somebody else" }
        if hasEnded { return text + "ended; its results wait to be collected" }
        if isSuspended { return text + SlurmJobState.suspension }
        if let runningTime {
            text += "running for \(runningTime)"
        } else {
            // Before the first look at it nobody knows whether it has begun.
            text +=
                waitReason.map { "queued for \(NumberText.clock(queueSeconds)): \($0)" }
                ?? "submitted \(NumberText.clock(queueSeconds)) ago"
        }
        return text
    }

    /// As `description`, while nobody drives the study: what is known of a job in the queue is from the last look at it.
    func description(undriven study: String) -> String {
        guard isWaiting else { return description }
        let look = "`\(CommandName.text) sync \(study)`"
        return description
            + (waitReason == nil ? "; \(look) looks how it waits" : ", as last seen; \(look) looks again")
    }

    var json: JSONValue {
        .object([
            ("id", JSONValue(id)), ("round", JSONValue(round)),
            ("state", .text(state)),
            ("runs", .integer(runs)),
            ("queueSeconds", JSONValue(queueSeconds.map { $0.rounded(places: 3) })),
            ("reason", JSONValue(waitReason)), ("limitSeconds", JSONValue(limitSeconds)),
            ("submittedAt", JSONValue(submittedAt.map(TimeText.iso8601))),
            ("startedAt", JSONValue(startedAt.map(TimeText.iso8601))),
        ])
    }
}
