import ArgumentParser
import Execution
import Tuning

struct CancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "End a study's jobs with all their processes, and the study.",
        discussion: """
            The results it has are kept, those of runs that have just ended too. Runs that were under way teach nothing \
            and may be proposed again: `hpltune resume` opens the study again. While the work directory is away, and with \
            it the results of jobs, they are ended and the study is not cancelled.
            """)

    @Argument(help: "The study's name.")
    var study: String

    @Flag(
        help:
            "Give up what is gone for good: results in a work directory that is away, jobs of a SLURM that is."
    )
    var abandon = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        _ = try global.openForReading()
        let store = try global.open()
        let record = try store.study(named: study)
        let sender = RequestSender.here(in: store, command: "cancel")
        switch try await sender.ask(abandon ? .abandon : .cancel, of: record) {
        case .answered(let answer) where answer.hasPrefix("not cancelled"):
            throw CommandFailure("hpltune: study `\(record.name)`: \(answer)", status: .tryAgain)
        case .answered(let answer):
            Terminal.say("Study `\(record.name)`: \(answer).")
            sayHowToGoOn(record)
        case .silent(let driver):
            throw CommandFailure(
                "hpltune: study `\(record.name)` is being driven by \(driver), which has been asked to cancel it and has "
                    + "not answered yet; see with `\(CommandName.text) status \(record.name)`",
                status: .tryAgain)
        case .nobodyDrives:
            try await cancelHere(record, in: store)
        }
    }

    private func cancelHere(_ record: StudyRecord, in store: StudyStore) async throws {
        let log = try global.logging.logger("state")
        let connection: ClusterConnection
        do {
            connection = try await ClusterConnection(
                to: record.setUp, through: LocalTransport(logger: log), abandoning: abandon)
        } catch let failure as CommandFailure where failure.status == .tryAgain && !abandon {
            throw CommandFailure(
                "\(failure.description); if it is gone for good, `\(CommandName.text) cancel \(record.name) --abandon`",
                status: failure.status)
        }
        let driver = try StudyDriver.forStudy(in: store, connection, log: log) { event in
            if let line = EventText.line(event) {
                log.info("\(record.name): \(line)")
                Terminal.say(line)
            }
        }
        let end = try await driver.cancel(
            record.name, by: RequestSender.name(of: "cancel"), abandoning: abandon)
        guard let end else {
            let strays = try await driver.endStrays(ofStudy: record.name)
            return Terminal.say(
                "Study `\(record.name)` is \(record.state.rawValue)"
                    + (record.stopReason.map { " (\($0))" } ?? "")
                    + "; nothing \(strays == 0 ? "" : "else ")of it was running.")
        }
        Terminal.say("Study `\(record.name)`: \(end.outcomeText).")
        sayHowToGoOn(record)
    }

    private func sayHowToGoOn(_ record: StudyRecord) {
        Terminal.say("To go on with it all the same:  \(CommandName.text) resume \(record.name)")
    }
}
