import ArgumentParser

/// The command line; the only place where the parts of hpltune are put together.
struct HPLTune: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hpltune",
        abstract: "Finds the HPL (High-Performance Linpack) configuration that gives the most Gflops.",
        discussion: """
            It works in rounds: choose a few configurations, run them, read the results, remember everything, choose \
            better. Stop it at any time: the same command goes on where it was.

            Begin with:  hpltune optimize --budget 40
            """,
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "Tune",
                subcommands: [
                    OptimizeCommand.self, ResumeCommand.self, SyncCommand.self, CancelCommand.self,
                ]),
            CommandGroup(
                name: "Look",
                subcommands: [
                    StudiesCommand.self, StatusCommand.self, WatchCommand.self, TrialsCommand.self,
                    ShowCommand.self, BestCommand.self, CompareCommand.self, LogsCommand.self,
                    PlotCommand.self,
                ]),
            CommandGroup(
                name: "Exchange", subcommands: [ExportCommand.self, ImportCommand.self, ParseCommand.self]),
            CommandGroup(
                name: "Check",
                subcommands: [
                    SpaceCommand.self, StrategiesCommand.self, ClustersCommand.self, SimulateCommand.self,
                    DoctorCommand.self,
                ]),
            CommandGroup(name: "Care", subcommands: [DatabaseCommand.self]),
        ]
    )
}
