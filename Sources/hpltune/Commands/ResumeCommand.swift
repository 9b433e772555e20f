import ArgumentParser
import Tuning

struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on driving a study where it was left.")

    @OptionGroup var study: StudyArgument
    @OptionGroup var global: GlobalOptions

    @Flag(help: "When another hpltune drives the study, ask it to stop, wait until it has, and go on here.")
    var takeOver = false

    @Flag(help: "Read what has ended, submit what is due and leave; `hpltune sync` or `resume` goes on.")
    var detach = false

    func run() async throws {
        try await AutomaticRestore(database: try global.path).around(drive)
    }

    private func drive() async throws {
        _ = try global.openForReading()
        let store = try global.open()
        let record = try study.record(in: store)
        if takeOver {
            let sender = RequestSender.here(in: store, command: "resume --take-over")
            if let driver = try await sender.askToLeave(record) {
                throw StoreError.held(study: record.name, by: driver)
            }
        }
        try await DriveSession(store: store, log: try global.logging.logger("state"), detaches: detach).run(
            record.name)
    }
}
