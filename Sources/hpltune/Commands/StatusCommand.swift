import ArgumentParser
import HPL
import Tuning

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Where a study stands, and what is next.")

    @OptionGroup var study: StudyArgument
    @OptionGroup var global: GlobalOptions
    @OptionGroup var json: JSONOption

    func run() throws {
        let store = try global.openForReading()
        let status = try StudyStatus(try study.record(in: store), in: store)
        if json.isJSON { return Terminal.say(status.json.text) }
        let record = status.record
        let progress = status.progress
        let setUp = record.setUp
        var lines: [(name: String, value: String)] = [
            ("study", record.name + (setUp.cluster.map { " on cluster \($0.name)" } ?? "")),
            ("state", state(status)),
            ("runs", runs(status, of: setUp.budget.trials)),
            ("fastest run", best(progress)),
            ("strategy", record.strategyName),
            ("size", setUp.problemSize.map(String.init(describing:)) ?? "N is not settled yet"),
            ("machine", machine(setUp)),
            ("HPL", "\(setUp.executable) (\(setUp.flavor.rawValue))"),
            (
                "launcher",
                setUp.launcher.command.joined(separator: " ")
                    + " (\(setUp.launcher.kind.rawValue)\(setUp.launcher.version.map { " \($0)" } ?? ""))"
            ),
            ("node-hours", nodeHours(progress, of: setUp.budget)),
        ]
        lines += status.jobs.map {
            ("job", status.driver == nil ? $0.description(undriven: record.name) : $0.description)
        }
        lines += status.nodes.filter(\.isSlow).map { ("slow", "\($0)") }
        if let event = status.lastEvent {
            // What stopped the study is said above.
            let isSaid = record.stopReason.map(event.event.text.hasSuffix) ?? false
            lines.append(
                isSaid
                    ? ("since", TimeText.local(event.at))
                    : ("last", "\(TimeText.local(event.at))  \(event.event.text)"))
        }
        lines.append(("next", status.nextStep))
        Terminal.say(lines, width: 12)
    }

    private func state(_ status: StudyStatus) -> String {
        guard let reason = status.record.stopReason else { return status.stateText }
        return status.stateText + (status.record.state == .cancelled ? " " : ": ") + reason
    }

    private func nodeHours(_ progress: StudyProgress, of budget: Budget) -> String {
        NumberText.nodeHours(progress.nodeSeconds / 3600)
            + (budget.nodeHours.map { " of \(NumberText.nodeHours($0))" } ?? "")
    }

    private func machine(_ setUp: StudySetUp) -> String {
        let cores = NumberText.count(setUp.machine.cores, "core")
        guard let cluster = setUp.cluster, let facts = setUp.clusterFacts else {
            return "\(setUp.machine.hostname), \(cores), \(setUp.machine.cpuModel)"
        }
        return
            "partition \(facts.partition.name) of \(cluster.name), \(NumberText.count(setUp.resources.nodes, "node")) of \(cores)"
    }

    private func runs(_ status: StudyStatus, of budget: Int) -> String {
        let progress = status.progress
        var text =
            progress.taught > budget
            ? "\(progress.taught), more than the budget of \(budget)" : "\(progress.taught) of \(budget)"
        if progress.imported > 0 { text += ", and \(progress.imported) imported" }
        text += progress.withoutResult.map { ", \($0)" }.joined()
        return text + status.pending.map { ", \($0)" }.joined()
    }

    private func best(_ progress: StudyProgress) -> String {
        guard let best = progress.best, let measurement = best.measurement else {
            return "nothing measured yet"
        }
        return "\(NumberText.gflops(measurement.gflops)) Gflops  #\(best.number) \(best.candidate.point)"
            + (measurement.isContaminated ? "  (shared the machine)" : "")
    }
}
