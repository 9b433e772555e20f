/// The script of a job: the scheduler's header, then one body for all schedulers.
///
/// The body runs the steps in turn, each in its own directory with its own time limit, and publishes `done.json` after
/// each. It claims the job first, so that a second copy ends at once. All of the job's text is quoted.
public struct BatchScript: Sendable, Hashable {
    public let text: String

    public init(for job: JobSpecification, scheduler: some Scheduler) throws(JobSpecificationError) {
        let job = scheduler.fitting(job)
        try job.validate()
        var lines = scheduler.header(for: job)
        lines.append("# hpltune job \(job.name)")
        lines.append(Self.settling)
        lines.append("hpltune_token=\(ShellWord(job.token.text))")
        lines.append("hpltune_root=\(ShellWord(job.directory))")
        lines.append(Self.functions)
        lines += Self.function("hpltune_identify", scheduler.identity)
        lines += Self.function("hpltune_prologue", Self.prologue(job.prologue))
        for (index, step) in job.steps.enumerated() {
            lines += Self.function("hpltune_program_\(index)", Self.program(step))
        }
        lines += Self.function("hpltune_steps", Self.steps(of: job))
        // The whole file is read before the first step starts: bash otherwise reads as it goes.
        lines.append("hpltune_main; exit")
        text = lines.joined(separator: "\n") + "\n"
    }

    /// Where the steps' directories and homes are written down for whoever polls: `name<TAB>directory<TAB>home` per line.
    static func stepList(of job: JobSpecification) -> String {
        job.steps.enumerated().map { index, step in
            "\(step.name)\t\(step.directory)\t\(job.home(ofStep: index))\n"
        }.joined()
    }

    private static func function(_ name: String, _ lines: [String]) -> [String] {
        ["\(name)() {"] + lines.map { "    " + $0 } + ["    :", "}", ""]
    }

    private static func prologue(_ commands: [String]) -> [String] {
        guard !commands.isEmpty else { return [] }
        // `module` is a function that only login shells define; a job that asks for it gets it.
        let modules = commands.contains { $0.contains("module") } ? ["hpltune_define_module"] : []
        return modules
            + commands.enumerated().map { index, command in
                "eval \(ShellWord(command)) || { hpltune_status=$?; hpltune_entry=\(index + 1); return 1; }"
            }
    }

    private static func program(_ step: JobStep) -> [String] {
        let modules = step.prologue.contains { $0.contains("module") } ? ["hpltune_define_module"] : []
        let variables = step.environment.sorted { $0.key < $1.key }.map {
            "export \($0.key)=\(ShellWord($0.value))"
        }
        let command = step.argv.map { ShellWord($0).description }.joined(separator: " ")
        let limit = decimalSeconds(step.timeLimit)
        return modules
            + step.prologue.map { "eval \(ShellWord($0)) || exit" }
            + variables
            // `timeout` leads the step's process group and takes it along when the time is up.
            + ["exec timeout --kill-after=10 \(limit) \(command)"]
    }

    private static func steps(of job: JobSpecification) -> [String] {
        let steps = job.steps.enumerated().map(Self.step)
        guard job.isArray else { return steps }
        return ["case $hpltune_task in"] + steps.enumerated().map { "\($0)) \($1) ;;" } + ["esac"]
    }

    private static func step(_ index: Int, _ step: JobStep) -> String {
        let words =
            [step.name, step.directory, microseconds(step.timeLimit)] + step.files.map(\.path)
        return "hpltune_step hpltune_program_\(index) "
            + words.map { ShellWord($0).description }.joined(separator: " ")
            + " || hpltune_end 'step \(step.name) could not be recorded' 73"
    }

    private static func microseconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        return String(seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    }

    private static func decimalSeconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        // Zero would mean no limit at all.
        let thousandths = max(seconds == 0 ? 1 : 0, attoseconds / 1_000_000_000_000_000)
        let digits = String(thousandths)
        return "\(seconds)." + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
