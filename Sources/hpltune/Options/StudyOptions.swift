import ArgumentParser
import Search

/// What a study is to do; for `optimize` and for looking at what it would do.
struct StudyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The study's name (default: the file's; `local` without a file).", valueName: "name"))
    var study: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How many HPL runs to spend in all (a new study: the file's, else 40; one that goes on keeps its own).",
            valueName: "runs"),
        transform: NumberArgument.whole)
    var budget: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How many runs make a round (a new study: 4; one that goes on keeps its own).",
            valueName: "runs"),
        transform: NumberArgument.whole)
    var batch: Int?

    @Option(
        help: ArgumentHelp(
            "How to search: the name of a strategy (see `hpltune strategies`; default: bayes) or its file.",
            valueName: "name|file"))
    var strategy: String?

    @Option(
        help: ArgumentHelp(
            "Where to run: a profile of clusters.yaml, see `hpltune clusters` (default: local, this machine).",
            valueName: "name"))
    var cluster: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The order of the matrix (HPL knows up to 2147483647), or `memory` for the largest that fits 80 % of the free memory.",
            valueName: "N|memory"),
        transform: ProblemOrder.read)
    var n: ProblemOrder?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Choose N so that one run takes about this long, start-up and checking included (default, when nothing else says N: 4, on several nodes 60).",
            valueName: "seconds"),
        transform: NumberArgument.real)
    var runSeconds: Double?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("Change a key of the strategy, as in initial.sobol=8.", valueName: "key=value"))
    var settings: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Never spend more node-hours than this.", valueName: "hours"),
        transform: NumberArgument.real)
    var maxNodeHours: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Where random numbers begin (default: 1).", valueName: "number"),
        transform: NumberArgument.seed)
    var seed: UInt64?

    enum ProblemOrder {
        case fixed(Int)
        case memory

        static func read(_ text: String) throws -> ProblemOrder {
            if text == "memory" { return .memory }
            guard let n = Int(text), (1...Int(Int32.max)).contains(n) else {
                throw ValidationError("it takes a whole number from 1 to \(Int32.max), or `memory`")
            }
            return .fixed(n)
        }
    }

    func overrides() throws -> [(key: String, value: String)] {
        try StrategySetting.parse(settings)
    }

    func validate() throws {
        _ = try overrides()
        if let budget, budget < 1 { throw ValidationError("--budget is 1 or more, not \(budget)") }
        if let batch, !(1...1_000).contains(batch) {
            throw ValidationError("--batch is between 1 and 1000, not \(batch)")
        }
        if let runSeconds, !(runSeconds > 0 && runSeconds <= 1e6) {
            throw ValidationError("--run-seconds is more than 0, not \(runSeconds)")
        }
        if n != nil, runSeconds != nil {
            throw ValidationError("--n and --run-seconds both decide N; give one of them")
        }
        if let maxNodeHours, !(maxNodeHours > 0 && maxNodeHours.isFinite) {
            throw ValidationError("--max-node-hours is more than 0, not \(maxNodeHours)")
        }
    }
}
