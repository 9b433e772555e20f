import Tuning

/// Restores a database that turns out to be damaged while a study is driven, for users who asked for it
/// (`backup: {auto_restore: yes}` in the preferences), and drives again.
struct AutomaticRestore {
    let database: String

    func around(_ drive: () async throws -> Void) async throws {
        do {
            return try await drive()
        } catch let error as StoreError {
            guard try Preferences.read().restoresByItself, DatabaseRemedy.line(for: error) != nil else {
                throw error
            }
            Terminal.complain("WARNING: \(error)")
        }
        let restoration = try Restoration.restore(database, at: WallClock.now())
        for line in RestorationReport(restoration).lines { Terminal.complain("WARNING: \(line)") }
        try await drive()
    }
}
