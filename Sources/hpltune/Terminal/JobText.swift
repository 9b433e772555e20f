import Reporting
import Tuning

/// A job in a scheduler's queue, as `status` shows it.
struct JobText: CustomStringConvertible {
    private let job: JobRecord
    private let now: Double

    init(_ job: JobRecord, now: Double = WallClock.now()) {
        self.job = job
        self.now = now
    }

    private var name: String { job.schedulerID?.text ?? "not submitted yet" }

    /// Since it was submitted, or until it began.
    private var queueSeconds: Double? {
        job.submittedAt.map { max(0, (job.waitReason == nil ? job.startedAt ?? now : now) - $0) }
    }

    private var state: String {
        if job.awaitsAnswer { return "cancelled" }
        if job.submittedAt == nil { return "planned" }
        return job.startedAt == nil || job.waitReason != nil ? "queued" : "running"
    }

    /// `17 of round 3: queued for 3:20: other jobs come first (Priority)`
    var description: String {
        let runs = NumberText.count(job.attempts.count, "run")
        guard let queueSeconds else { return "round \(job.round), \(runs): \(name)" }
        var text = "\(name) of round \(job.round), \(runs) to come: "
        if job.awaitsAnswer { return text + "cancelled by somebody else" }
        // Of an array some tasks may have begun.
        if let startedAt = job.startedAt, job.waitReason == nil {
            text += "running for \(NumberText.clock(max(0, now - startedAt)))"
            if let limit = job.limitSeconds { text += " of at most \(NumberText.clock(limit))" }
        } else {
            text += "queued for \(NumberText.clock(queueSeconds))"
            if let reason = job.waitReason { text += ": \(reason)" }
        }
        return text
    }

    var json: JSONValue {
        .object([
            ("id", JSONValue(job.schedulerID?.text)), ("round", .integer(job.round)),
            ("state", .text(state)),
            ("runs", .integer(job.attempts.count)),
            ("queueSeconds", JSONValue(queueSeconds.map { $0.rounded(places: 3) })),
            ("reason", JSONValue(job.waitReason)), ("limitSeconds", JSONValue(job.limitSeconds)),
            ("submittedAt", JSONValue(job.submittedAt.map(TimeText.iso8601))),
            ("startedAt", JSONValue(job.startedAt.map(TimeText.iso8601))),
        ])
    }
}
