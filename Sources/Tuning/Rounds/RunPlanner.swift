import Execution
import Glibc
import HPL
import Search

/// Turns a candidate into what a job runs: HPL's input file, the command, its environment, its time limit.
struct RunPlanner: Sendable {
    let study: LoadedStudy
    let isRoot: Bool

    static let patienceSeconds = 10.0

    /// How many times longer than predicted a run may take, before the seconds above: 12 times up to a minute, 3 times
    /// from an hour on, falling as a power of the time between, so that a longer run never has the lower limit.
    ///
    /// The worst P×Q is 11 times slower than the best, and a loaded machine slower still: a short run may take its time,
    /// for what it says about a bad configuration is worth more than the seconds. At 40 minutes 12 times would be 8 hours,
    /// spent on a run that hangs or on a configuration that cannot become the best; and long runs are where start-up and a
    /// passing load weigh least.
    static func patience(predicted seconds: Double) -> Double {
        let (most, least) = (12.0, 3.0)
        let (short, long) = (60.0, 3600.0)
        if seconds <= short { return most }
        if seconds >= long { return least }
        return most * pow(seconds / short, -log(most / least) / log(long / short))
    }

    var setUp: StudySetUp { study.record.setUp }

    func plannedTrial(_ candidate: Candidate, times: RunTimeModel?) throws -> RoundPlan.PlannedTrial {
        let settings = try study.space.settings(for: candidate.point, at: candidate.level)
        let invocation = try invocation(settings, candidate.point)
        return RoundPlan.PlannedTrial(
            candidate: candidate, n: settings.n,
            limitSeconds: Self.limitSeconds(n: settings.n, times: times),
            predictedSeconds: times?.seconds(n: settings.n), outputName: invocation.outputName ?? "stdout")
    }

    static func limitSeconds(n: Int, times: RunTimeModel?) -> Double {
        let predicted = times?.seconds(n: n) ?? cautiousSeconds(n: n)
        return (predicted * patience(predicted: predicted) + patienceSeconds).rounded(.up)
    }

    /// Without a single run to go by: a machine that computes no more than one Gflop a second.
    static func cautiousSeconds(n: Int) -> Double {
        let n = Double(n)
        return 2.0 / 3.0 * n * n * n / 1e9
    }

    func specification(for job: JobRecord) throws -> JobSpecification {
        var steps: [JobStep] = []
        for attempt in job.attempts {
            let candidate = attempt.trial.candidate
            let settings = try study.space.settings(for: candidate.point, at: candidate.level)
            steps.append(
                try step(
                    named: attempt.step, directory: attempt.directory, settings: settings,
                    point: candidate.point,
                    limitSeconds: attempt.limitSeconds))
        }
        let terms = job.limitSeconds.map { JobTerms(limitSeconds: $0, isArray: job.isArray) }
        var specification = specification(
            token: job.token, directory: job.directory, steps: steps, terms: terms)
        // Each start would have the whole time again, and only one is reserved.
        specification.mayRestart = job.reservedNodeSeconds == nil
        return specification
    }

    /// - Parameter terms: what is asked of the scheduler; `nil` where it limits nothing.
    func specification(
        token: JobToken, directory: String, steps: [JobStep], terms: JobTerms? = nil
    ) -> JobSpecification {
        // Without terms twice the sum: only a safety net behind the steps' own limits.
        let limit =
            terms.map { .seconds($0.limitSeconds) } ?? steps.reduce(.seconds(60)) { $0 + $1.timeLimit * 2 }
        var specification = JobSpecification(
            token: token, name: token.jobName(study: study.record.name), directory: directory,
            steps: steps,
            prologue: setUp.environment.commands, timeLimit: limit)
        specification.isArray = terms?.isArray ?? false
        specification.workDirectory = JobDirectory.workDirectory(of: directory)
        specification.mayRestart = terms?.reservation == nil
        return specification
    }

    func step(
        named name: String, directory: String, settings: HPLSettings, point: Point, limitSeconds: Double
    ) throws -> JobStep {
        let invocation = try invocation(settings, point)
        return JobStep(
            name: name, directory: directory, argv: invocation.argv,
            environment: invocation.environment,
            files: invocation.files.map { FileContent(path: $0.name, text: $0.text) },
            prologue: study.space.launchVariant(for: point).prologue, timeLimit: .seconds(limitSeconds))
    }

    /// A launch variant may bring its own launcher; when it starts the program the study's launcher was recognised as,
    /// it takes the same options.
    private func launcher(for point: Point) throws -> Launcher {
        guard let line = study.space.launchVariant(for: point).launcher else { return setUp.launcher }
        let launcher = try Launcher(line: line)
        guard launcher.kind == .custom, launcher.command.first == setUp.launcher.command.first,
            !line.contains("{")
        else { return launcher }
        return Launcher(kind: setUp.launcher.kind, command: launcher.command, version: setUp.launcher.version)
    }

    /// The launch variant on top of the study's environment; both win over what hpltune sets by itself.
    private func variant(for point: Point) -> LaunchVariant {
        let variant = study.space.launchVariant(for: point)
        return LaunchVariant(
            name: variant.name, variables: setUp.environment.variables.merging(variant.variables) { $1 },
            launcher: variant.launcher, prologue: variant.prologue)
    }

    // Inlined into async code, its typed throw crashes the optimizer of Swift 6.3.1 (signal 11 while splitting coroutines).
    @inline(never)
    private func invocation(_ settings: HPLSettings, _ point: Point) throws -> Invocation {
        try setUp.flavor.invocation(
            settings, layout: study.space.layout(for: point), launcher: try launcher(for: point),
            executable: setUp.executable, cores: setUp.resources.coresPerNode, asRoot: isRoot,
            variant: variant(for: point))
    }
}
