import ArgumentParser
import Reporting
import Tuning

struct DatabaseClearCacheCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear-cache", abstract: "Forget what old runs printed, and give the space back.",
        discussion: """
            The database keeps what the programs of each run printed, so that `logs` works when their folders are gone. \
            Results are never forgotten.
            """)

    @Flag(help: "Forget all of it, not only what is older than cache_age in the preferences (30 days).")
    var all = false

    @OptionGroup var global: GlobalOptions
    @OptionGroup var json: JSONOption

    func run() throws {
        // A database is not made only to be cleared.
        _ = try global.openForReading()
        let age = try Preferences.read().cacheAge
        let store = try global.open()
        let before = store.bytesOnDisk
        let cleared = try store.clearOutputs(keptBefore: all ? nil : WallClock.now() - age * 86_400)
        var complaint: String?
        do {
            try store.returnSpace()
        } catch let error as StoreError {
            complaint = "\(error)"
        }
        let freed = max(0, before - store.bytesOnDisk)
        if json.isJSON {
            Terminal.say(
                JSONValue.object([
                    ("version", .integer(1)), ("database", .text(store.path)),
                    ("outputs", .integer(cleared.count)), ("bytes", .integer(cleared.bytes)),
                    ("freedBytes", .integer(freed)),
                ]).text)
        } else if cleared.count == 0 {
            let days = NumberText.count(Int(age), "day")
            Terminal.say(all ? "No output is kept." : "No output is older than \(days).")
        } else {
            Terminal.say(
                "\(NumberText.count(cleared.count, "output")) forgotten; \(ByteText.size(freed)) went back to the file system."
            )
        }
        if let complaint {
            throw CommandFailure(
                "hpltune: the space is free within the database, but could not be given back: \(complaint)")
        }
    }
}
