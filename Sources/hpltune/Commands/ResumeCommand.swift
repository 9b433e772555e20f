import ArgumentParser
import Tuning

struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on driving a study where it was left.")

    @OptionGroup var study: StudyArgument
    @OptionGroup var store: StoreOptions
    @OptionGroup var logging: LogOptions

    func run() async throws {
        _ = try store.openForReading()
        let store = try store.open()
        let record = try study.record(in: store)
        try await DriveSession(store: store, log: try logging.logger("state")).run(record.name)
    }
}
