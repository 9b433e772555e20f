import ArgumentParser
import Execution
import Glibc
import Reporting
import Search

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Replay a search on a table of measurements: how good would a strategy have been?",
        discussion: """
            The table has a line of column names; the columns before `status` are the parameters, a row whose `status` \
            is not ok is a run that fails, `r0`, `r1`, … are single runs, one of which is drawn by the seed. The score \
            is 1 for the best configuration of the table, 0.9 for one that is 10 % worse. What `hpltune export --format \
            csv` writes is such a table, too.
            """)

    @OptionGroup var options: ReplayOptions
    @OptionGroup var global: GlobalOptions
    @OptionGroup var json: JSONOption

    func run() async throws {
        let file = try UserFolders.strategies().load(
            options.strategy, overrides: try options.overrides())
        let transport = LocalTransport(logger: try global.logging.logger("app"))
        let bytes = try await TableBytes.read(options.table, transport: transport)
        let table = try ReplayTable(reading: bytes, file: options.table, columns: options.columns)
        if file.kind == .successiveHalving, table.levels.count == 1 {
            Terminal.complain(
                "warning: the table has one fidelity level only, where successive halving has nothing to halve; "
                    + (options.fidelity == nil
                        ? "name the column of a run's size with --fidelity and --cost" : "add cheaper runs"))
        }
        let loop = ReplayLoop(
            table, budget: options.budget, batch: options.batch, time: Self.monotonicSeconds)
        let runs = try loop.runs(seeds: (1...UInt64(options.seeds)).map { $0 }) { seed in
            file.strategy(for: table.space, valid: table.valid, seed: seed, levels: table.levels)
        }
        let report = ReplayReport(
            table: table.name, strategy: file.name, batch: options.batch, budget: options.budget, runs: runs)
        if json.isJSON {
            return Terminal.say(JSONValue.replay(report, withCost: options.cost != nil).text)
        }
        for line in ReplayText(report, table: table).lines { Terminal.say(line) }
    }

    private static func monotonicSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
