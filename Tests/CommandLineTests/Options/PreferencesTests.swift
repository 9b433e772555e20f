import Search
import Testing

@testable import hpltune

@Suite("Preferences")
struct PreferencesTests {
    @Test("every key is read")
    func all() throws {
        let preferences = try Preferences(
            text: """
                cache_age: 7.5
                backup: {interval: 60, count: 9, auto_restore: yes}
                log_level: debug
                journal: rollback
                """, file: "config.yaml")
        #expect(preferences.cacheAge == 7.5)
        #expect(preferences.backupInterval == 60)
        #expect(preferences.backupCount == 9)
        #expect(preferences.restoresByItself)
        #expect(preferences.logLevel == .debug)
        #expect(preferences.journal == .rollback)
    }

    @Test(
        "what is left out stays at its default, and a file of comments is as good as none",
        arguments: [
            "", "# cache_age: 3\n\n   # log_level: debug\n", "backup:\n", "backup: {}",
        ])
    func defaults(text: String) throws {
        let preferences = try Preferences(text: text, file: "config.yaml")
        #expect(preferences.cacheAge == 30)
        #expect(preferences.backupInterval == 300)
        #expect(preferences.backupCount == 5)
        #expect(!preferences.restoresByItself)
        #expect(preferences.logLevel == nil)
        #expect(preferences.journal == .automatic)
    }

    @Test(
        "a mistake is told with its place",
        arguments: [
            ("cache-age: 30", "config.yaml:1:1: unknown key `cache-age`; did you mean `cache_age`?"),
            ("backup:\n  intervall: 3", "config.yaml:2:3: unknown key `intervall`; did you mean `interval`?"),
            (
                "backup: {interval: 5}",
                "config.yaml:1:20: `interval` is 10 seconds or more, or 0 for no backups; found 5.0"
            ),
            ("backup: {interval: soon}", "config.yaml:1:20: expected a number such as 0.5, found `soon`"),
            ("backup: {count: 0}", "config.yaml:1:17: `count` is from 1 to 1000, found 0; change it"),
            ("backup: {auto_restore: maybe}", "config.yaml:1:24: expected yes or no, found `maybe`"),
            ("backup: often", "config.yaml:1:9: expected a mapping (`key: value` lines), found `often`"),
            ("cache_age: -1", "config.yaml:1:12: `cache_age` is from 0 to 36500, found -1.0; change it"),
            ("log_level: loud", "config.yaml:1:12: unknown log level `loud`; choose from `trace`"),
            ("journal: wall", "config.yaml:1:10: unknown journal `wall`; did you mean `wal`?"),
            ("cache_age: 3\ncache_age: 4", "config.yaml:2:1:"),
            ("- a", "config.yaml:1:1: expected a mapping"),
        ])
    func mistakes(text: String, message: String) throws {
        let error = #expect(throws: FileError.self) { try Preferences(text: text, file: "config.yaml") }
        #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
    }
}
