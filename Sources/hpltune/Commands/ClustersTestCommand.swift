import ArgumentParser
import Execution
import Reporting
import Tuning

struct ClustersTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Look for what is missing on a cluster, and run a small HPL through its queue.")

    @Argument(help: "The cluster's name.")
    var name: String

    @OptionGroup var check: CheckOptions
    @OptionGroup var global: GlobalOptions
    @OptionGroup var json: JSONOption

    func run() async throws {
        try await MachineDoctor(cluster: name, options: check, global: global, isJSON: json.isJSON).run()
    }
}

struct CheckOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How long to wait for the small job on a cluster.", valueName: "seconds"),
        transform: NumberArgument.whole)
    var wait = 120

    func validate() throws {
        if !(1...604_800).contains(wait) {
            throw ValidationError("--wait is from 1 to 604800 seconds, not \(wait)")
        }
    }
}
