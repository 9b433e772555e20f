import ArgumentParser
import Search

/// What the columns of a table mean, and how a search on it is to go.
struct ReplayOptions: ParsableArguments {
    @Argument(help: "The table: CSV, or CSV that gzip compressed.")
    var table: String

    @Option(help: ArgumentHelp("The column to make large or small.", valueName: "column"))
    var objective: String

    @Option(help: ArgumentHelp("Whether smaller or larger is better.", valueName: "min|max"))
    var direction: ReplayColumns.Direction

    @Option(
        help: ArgumentHelp(
            "Parameters whose numbers are names without an order, with commas between.", valueName: "a,b"))
    var categorical: String?

    @Option(
        help: ArgumentHelp(
            "Columns before `status` that are no parameters, with commas between.", valueName: "a,b"))
    var ignore: String?

    @Option(
        help: ArgumentHelp(
            "The column that makes a run cheaper the smaller it is; needs --cost.", valueName: "column"))
    var fidelity: String?

    @Option(help: ArgumentHelp("The column with the seconds a run costs.", valueName: "column"))
    var cost: String?

    @Option(
        help: ArgumentHelp(
            "How to search: the name of a strategy (see `hpltune strategies`) or its file.",
            valueName: "name|file"))
    var strategy = StudyAssembly.defaultStrategy

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("Change a key of the strategy, as in initial.sobol=8.", valueName: "key=value"))
    var settings: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many evaluations to spend.", valueName: "runs"),
        transform: NumberArgument.whole)
    var budget = 100

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many evaluations make a round.", valueName: "runs"),
        transform: NumberArgument.whole)
    var batch = 1

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many searches, from seeds 1, 2, ….", valueName: "count"),
        transform: NumberArgument.whole)
    var seeds = 10

    var columns: ReplayColumns {
        ReplayColumns(
            objective: objective, direction: direction, categorical: Self.names(categorical),
            ignored: Self.names(ignore), fidelity: fidelity, cost: cost)
    }

    func overrides() throws -> [(key: String, value: String)] {
        try StrategySetting.parse(settings)
    }

    func validate() throws {
        _ = try overrides()
        if !(1...100_000).contains(budget) {
            throw ValidationError("--budget is between 1 and 100000, not \(budget)")
        }
        if !(1...1_000).contains(batch) {
            throw ValidationError("--batch is between 1 and 1000, not \(batch)")
        }
        if !(1...10_000).contains(seeds) {
            throw ValidationError("--seeds is between 1 and 10000, not \(seeds)")
        }
        if fidelity != nil, cost == nil {
            throw ValidationError("--fidelity needs --cost, the column with what a run costs; give both")
        }
    }

    private static func names(_ list: String?) -> [String] {
        list?.split(separator: ",").map(String.init) ?? []
    }
}

extension ReplayColumns.Direction: ExpressibleByArgument {}
