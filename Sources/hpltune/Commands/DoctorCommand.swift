import ArgumentParser
import Tuning

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Find out what is missing to run HPL here or on a cluster, and how to get it.")

    @Option(
        help: ArgumentHelp(
            "Where to look: a profile of clusters.yaml (default: local, this machine).", valueName: "name"))
    var cluster: String?

    @OptionGroup var check: CheckOptions
    @OptionGroup var global: GlobalOptions
    @OptionGroup var json: JSONOption

    func run() async throws {
        try await MachineDoctor(
            cluster: cluster ?? ClusterProfile.local.name, options: check, global: global, isJSON: json.isJSON
        ).run()
    }
}
