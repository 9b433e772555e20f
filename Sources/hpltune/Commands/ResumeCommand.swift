import ArgumentParser
import Tuning

struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on driving a study where it was left.")

    @OptionGroup var study: StudyArgument
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await AutomaticRestore(database: try global.path).around(drive)
    }

    private func drive() async throws {
        _ = try global.openForReading()
        let store = try global.open()
        let record = try study.record(in: store)
        try await DriveSession(store: store, log: try global.logging.logger("state"), detaches: false).run(
            record.name)
    }
}
