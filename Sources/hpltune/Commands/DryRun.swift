import Execution
import Glibc
import HPL
import Search
import Tuning

/// What `optimize` would do next, without doing it: nothing is stored, nothing is run.
struct DryRun {
    let record: StudyRecord
    var trials: [TrialRecord] = []
    var calibrations: [Calibration] = []
    /// Of the study's node-hours, in node-seconds, less what its jobs have reserved; `nil` without a limit, or for a study
    /// that nothing was run of.
    var nodeSecondsLeft: Double?
    /// The study is there already.
    var isStored = false

    func show() async throws {
        let setUp = record.setUp
        let calibration = try NextCalibration(of: record, after: trials, calibrations)
        let sized = setUp.problemSize == nil ? record.sized(.fixed([Calibrator.firstN])) : record
        let study = try LoadedStudy(sized)
        let count = min(setUp.batch, max(0, setUp.budget.trials - study.progress(trials).taught))
        let round = try await NextRound(
            of: study, after: trials, calibrations, count: count, nodeSecondsLeft: left,
            guess: guess(before: calibration), isRoot: geteuid() == 0)
        // What the round asks for is decided by what a calibration will have measured.
        let isGuessed = calibration != nil && round.seconds == nil
        if round.candidates.isEmpty { return sayNothingLeft(hasBudget: count > 0) }
        // First, for they are long: what it comes to stays on the screen.
        let scheduler = ClusterConnection.scheduler(for: setUp)
        try say(BatchScript(for: round.job, scheduler: scheduler), isGuessed: isGuessed)
        if let slurm = scheduler as? SlurmScheduler {
            let when = isGuessed ? ", after the calibration," : ""
            Terminal.say("Submitted\(when) by (these options win over those of the script):")
            let words = slurm.submission(of: round.job).map { $0.contains(" ") ? "'\($0)'" : $0 }
            Terminal.say("  " + words.joined(separator: " "))
            Terminal.say("")
        }
        Terminal.say("Next round:")
        for (candidate, step) in zip(round.candidates, round.job.steps) {
            Terminal.say("  \(candidate.point)  (\(candidate.why))")
            Terminal.say("    \(step.argv.joined(separator: " "))")
        }
        Terminal.say("")
        Terminal.say(
            "Study   \(record.name), strategy \(record.strategyName), "
                + "\(NumberText.count(setUp.budget.trials, "run")) in all")
        Terminal.say(
            "Space   "
                + (study.valid.isExhaustive
                    ? NumberText.count(study.valid.count, "configuration")
                    : "more than 200,000 configurations")
                + " of " + study.space.searchSpace.names.joined(separator: ", "))
        Terminal.say("Size    \(sizeText(study))")
        if isStored { Terminal.say("Note    \(storedText)", indent: 8) }
        Terminal.say("Cost    \(try costText(study, round))", indent: 8)
        if let text = try wholeText(study, round, calibration) { Terminal.say("Whole   \(text)", indent: 8) }
        if let calibration { Terminal.say("First   \(calibrationText(calibration))") }
        Terminal.say("Limit   \(limitText(round, isCalibrated: !queues || calibration != nil))")
        if let text = jobText(round, isGuessed: isGuessed) { Terminal.say("Job     \(text)") }
        if let error = round.guessedTooLong {
            Terminal.say("Warning \(warning(of: error))", indent: 8)
        }
        if let text = refusal(calibration, round) { Terminal.say("Start   \(text)") }
    }

    /// That no job has room for a run.
    private func warning(of error: DriverError) -> String {
        let text = "\(error)"
        guard record.setUp.problemSize == nil, case .tooLong(let n, _, _, _) = error else {
            return "by a guess, \(text), should the calibration find so"
        }
        // N is a makeshift one; the time is what was asked for.
        return "a run of \(NumberText.duration(runSeconds))" + text.dropFirst("a run of N=\(n)".count)
    }

    private var queues: Bool { record.setUp.cluster?.scheduler == .slurm }

    private var left: Double? { nodeSecondsLeft ?? record.setUp.budget.nodeHours.map { $0 * 3600 } }

    /// That the node-hours forbid the job that is due.
    private func refusal(_ calibration: NextCalibration?, _ round: NextRound) -> String? {
        let due =
            calibration.map { ($0.isTooCostly, $0.nodeSeconds) } ?? (
                round.isTooCostly, round.nodeSeconds ?? 0
            )
        guard due.0, let limit = record.setUp.budget.nodeHours, let left else { return nil }
        return "would not start: needs at least \(StudyEnd.neededHours(due.1 / 3600)) node-hours, "
            + StudyEnd.balance(spent: limit - left / 3600, limit: limit)
    }

    /// The script as it is submitted, with a word before each of its parts; the lines of the script have a bar before them.
    private func say(_ script: BatchScript, isGuessed: Bool) {
        let lines = script.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        // The part that is the same in every job: from what names the job to what is its own again.
        let start = lines.firstIndex { $0.hasPrefix("hpltune_root=") }.map { $0 + 1 } ?? lines.endIndex
        let end = lines.firstIndex { $0.hasPrefix("hpltune_prologue() {") } ?? lines.endIndex
        func say(_ title: String, _ part: ArraySlice<Substring>) {
            Terminal.say(title)
            for line in part { Terminal.say("  | \(line)".trimmingTrailingSpaces) }
        }
        let asked =
            isGuessed
            ? "what it asks for (times by a guess: the calibration comes first, and what it measures decides):"
            : "what it asks for:"
        say("Script of the next round's job, " + asked, lines[..<start])
        say("Script, the same in every job (it records, limits and cleans up runs):", lines[start..<end])
        say("Script, what it runs:", lines[end...])
        Terminal.say("")
    }

    private var storedText: String {
        "the study is there since \(TimeText.local(record.createdAt)); this is what it would do next. For another study add "
            + "--study NAME"
    }

    private func sayNothingLeft(hasBudget: Bool) {
        if hasBudget {
            Terminal.say(
                "Study `\(record.name)` has nothing left to run: its strategy has tried what it wanted to.")
            if isStored { Terminal.say("Note:  \(storedText)", indent: 7) }
            return
        }
        let trials = record.setUp.budget.trials
        Terminal.say(
            "Study `\(record.name)` has nothing left to run: its budget of \(NumberText.count(trials, "run")) is used up."
        )
        if isStored { Terminal.say("Note:  \(storedText)", indent: 7) }
        Terminal.say("20 more:  \(CommandName.text) optimize --study \(record.name) --budget \(trials + 20)")
    }

    /// How long runs take on a machine nothing was run on; `nil` where a queue takes the round without a calibration, by a
    /// cautious guess, and without a queue while N is not known either.
    private func guess(before calibration: NextCalibration?) -> RunTimeModel? {
        if record.setUp.problemSize == nil {
            return queues ? .guess(thatTakes: runSeconds, at: Calibrator.firstN) : nil
        }
        return queues && calibration == nil ? nil : .guess(for: record.setUp.resources)
    }

    /// How long the runs are to be while N is not settled.
    private var runSeconds: Double {
        record.setUp.runSeconds ?? Calibrator.defaultRunSeconds(nodes: record.setUp.resources.nodes)
    }

    /// What comes before the round.
    private func calibrationText(_ calibration: NextCalibration) -> String {
        let sizes = calibration.sizes.map(String.init).joined(separator: ", ")
        return
            "a calibration in one job, runs of N=\(sizes), for \(NumberText.duration(calibration.limitSeconds)) at most: "
            + "\(StudyEnd.neededHours(calibration.nodeSeconds / 3600)) node-hours at most"
    }

    private func limitText(_ round: NextRound, isCalibrated: Bool) -> String {
        if record.setUp.problemSize == nil { return "for each run, from the calibration" }
        return "a run is ended after \(NumberText.duration(round.limitSeconds))"
            + (round.seconds != nil
                ? ""
                : isCalibrated
                    ? " (by the same guess; a calibration comes first, and what it measures decides)"
                    : " (cautiously: nothing was run yet)")
    }

    /// What the round's job asks the cluster for; `nil` where there is none.
    private func jobText(_ round: NextRound, isGuessed: Bool) -> String? {
        let setUp = record.setUp
        guard let cluster = setUp.cluster, let resources = setUp.slurmResources,
            let nodeSeconds = round.nodeSeconds
        else { return nil }
        let seconds = Double(resources.seconds(for: round.job.timeLimit))
        let partition = setUp.clusterFacts?.partition.name ?? cluster.partition ?? "default"
        return
            "\(NumberText.count(resources.nodes, "node")) of cluster \(cluster.name), partition \(partition), for "
            + (isGuessed
                ? "about \(NumberText.duration(seconds)): about \(NumberText.nodeHours(nodeSeconds / 3600)) node-hours for the "
                    + "round, by a guess; it may be several times that: the calibration decides"
                : "\(NumberText.duration(seconds)) at most: "
                    + "\(StudyEnd.neededHours(nodeSeconds / 3600)) node-hours at most for the round")
    }

    private func sizeText(_ study: LoadedStudy) -> String {
        guard let size = record.setUp.problemSize else {
            return "N is found by calibration, so that a run takes about \(NumberText.duration(runSeconds))"
        }
        return "\(size)"
    }

    /// Until ranks compute, and after that: in a job a launcher takes some seconds.
    private var startUpSeconds: Double { queues ? 3 : 1 }

    /// What a run takes, on each node, and where that is from, in words.
    private func runCost(_ study: LoadedStudy, _ round: NextRound) throws -> (seconds: Double, remark: String)
    {
        let setUp = record.setUp
        if let seconds = round.seconds { return (seconds / Double(max(1, round.candidates.count)), "") }
        guard setUp.problemSize != nil else { return (runSeconds, "") }
        let n = try study.space.settings(for: study.space.searchSpace.firstPoints[0], at: .full).n
        let rate = RunTimeModel.guessedGflops(of: setUp.resources)
        return (
            ResultRow.operations(n: n) / 1e9 / rate + startUpSeconds,
            " (N=\(n) at \(Int(rate)) Gflops and \(NumberText.duration(startUpSeconds)) of start-up, a guess: nothing was "
                + "run yet)"
        )
    }

    /// What all runs that are left cost, with the least that a scheduler counts for their jobs, in node-seconds.
    private func wholeCost(_ study: LoadedStudy, _ round: NextRound) throws -> Double {
        let left = max(0, record.setUp.budget.trials - study.progress(trials).taught)
        let perJob = round.terms?.isArray == true ? 1 : max(1, round.candidates.count)
        let jobs = (left + perJob - 1) / perJob
        return Double(record.setUp.resources.nodes)
            * (try runCost(study, round).seconds * Double(left) + round.handlingSeconds * Double(jobs))
    }

    private func costText(_ study: LoadedStudy, _ round: NextRound) throws -> String {
        let (seconds, remark) = try runCost(study, round)
        let whole = NumberText.nodeHours(try wholeCost(study, round) / 3600)
        return "about \(NumberText.duration(seconds)) a run, \(whole) node-hours in all\(remark)"
    }

    /// What --max-node-hours has to be for all of them; `nil` where no job sets any apart.
    private func wholeText(
        _ study: LoadedStudy, _ round: NextRound, _ calibration: NextCalibration?
    ) throws -> String? {
        guard let reserved = round.nodeSeconds else { return nil }
        let spent = study.progress(trials, calibrations).nodeSeconds
        let needed = try spent + wholeCost(study, round) + reserved + (calibration?.nodeSeconds ?? 0)
        return
            "--max-node-hours \(StudyEnd.neededHours(needed / 3600)) should suffice for all runs: beside what is spent, "
            + "a job sets apart the most that it may cost for as long as it runs"
    }
}
