import ArgumentParser
import Reporting
import Tuning

struct ClustersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clusters",
        abstract: "The clusters that studies can run on: list them, add one, try one.",
        discussion: """
            A profile in clusters.yaml, beside the preferences, says where and how jobs run on a cluster; a study names \
            it with `cluster: NAME` or --cluster NAME. See docs/clusters.md.
            """,
        subcommands: [List.self, ClustersAddCommand.self, ClustersTestCommand.self],
        defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the clusters that can be named.")

        @OptionGroup var global: GlobalOptions
        @OptionGroup var json: JSONOption

        func run() throws {
            let file = try UserClusters.read()
            let profiles = [.local] + file.profiles
            if json.isJSON { return Terminal.say(JSONValue.array(profiles.map(description)).text) }
            var table = Table([
                ("cluster", .left), ("scheduler", .left), ("partition", .left), ("nodes", .right),
                ("work directory", .left),
            ])
            for profile in profiles {
                table.add([
                    profile.name, profile.scheduler.rawValue,
                    profile.partition ?? (profile.scheduler == .slurm ? "(default)" : "-"),
                    String(profile.nodes ?? 1), profile.workDirectory ?? "(beside the database)",
                ])
            }
            for line in table.lines { Terminal.say(line) }
            if file.profiles.isEmpty {
                Terminal.say("")
                Terminal.say(
                    "`\(CommandName.text) clusters add NAME` adds a cluster, in \(file.file)")
            }
        }

        private func description(_ profile: ClusterProfile) -> JSONValue {
            .object([
                ("name", .text(profile.name)), ("scheduler", .text(profile.scheduler.rawValue)),
                ("partition", JSONValue(profile.partition)), ("account", JSONValue(profile.account)),
                ("nodes", .integer(profile.nodes ?? 1)), ("workDirectory", JSONValue(profile.workDirectory)),
                ("executable", JSONValue(profile.executable)), ("launcher", JSONValue(profile.launcher)),
            ])
        }
    }
}
