import Foundation
import Testing

/// What many kills left behind.
struct KillFigures: CustomStringConvertible {
    /// Of each study.
    let budget: Int
    /// What there must be none of besides, in words.
    let strayName: String
    var kills = 0
    var studies = 0
    var outcomes = 0
    /// Trials without an outcome.
    var lost = 0
    /// Runs beyond one a trial.
    var doubled = 0
    var stray = 0

    init(budget: Int, strays name: String) {
        self.budget = budget
        strayName = name
    }

    var description: String {
        "\(kills) kills in \(studies) studies of \(budget): \(outcomes) outcomes, \(lost) lost, \(doubled) doubled, "
            + "\(stray) \(strayName)"
    }

    /// A study that has come to its end.
    mutating func add(_ trials: [[String: Any]], of hpltune: Hpltune) {
        let measured = trials.count { $0["state"] as? String == "measured" }
        studies += 1
        outcomes += measured
        lost += trials.count - measured + max(0, budget - trials.count)
        doubled += max(0, hpltune.runFiles("started.json").count - trials.count)
    }

    func expectNothingLost(_ name: String) {
        #expect(lost == 0 && doubled == 0 && stray == 0, "\(self)")
        #expect(outcomes == studies * budget)
        print("\(name): \(self)")
    }
}

extension Hpltune {
    /// Starts hpltune and kills it after up to so many milliseconds, again and again until it has come to its end or `limit`
    /// kills are done; then lets it come to its end.
    ///
    /// - Returns: how often it was killed.
    func killAtRandom(
        _ arguments: [String], atMost limit: Int, within milliseconds: Int, timeout: Duration = .seconds(300)
    ) async throws -> Int {
        var generator = SystemRandomNumberGenerator()
        var kills = 0
        while kills < limit {
            let driver = try await start(arguments)
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...milliseconds, using: &generator)))
            kill(driver.pid, SIGKILL)
            let output = try await driver.output.value
            if output.status == 0 { break }
            #expect(output.status == -SIGKILL, "\(output.out)\(output.errors)")
            kills += 1
        }
        let end = try await run(arguments, timeout: timeout)
        #expect(end.status == 0, "\(end.out)\(end.errors)")
        return kills
    }
}
