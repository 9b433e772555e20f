import Foundation
import Testing

@testable import Search

/// Random search on real measurements: what every other strategy is compared with.
struct SharedTablesTests {
    static let folder =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path + "/../shared/tables"

    private func table(_ file: String) throws -> ReplayTable {
        let path = Self.folder + "/" + file
        return try ReplayTable(
            reading: Array(try Data(contentsOf: URL(fileURLWithPath: path))), file: path,
            columns: ReplayColumns(objective: "gflops", direction: .maximize))
    }

    /// Drawing without replacement from n points of which m are good, the median is 9 (2 of 28) and 5 (10 of 72).
    @Test(
        "Random search is within 1 % of the best when it should be",
        .enabled(if: FileManager.default.fileExists(atPath: folder)),
        arguments: [("hpl_geometry.csv", 28, 9.0), ("hpl_factorial.csv", 72, 5)])
    func random(file: String, count: Int, median: Double) throws {
        let table = try table(file)
        #expect(table.valid.count == count)
        let loop = ReplayLoop(table, budget: count, batch: 1, time: { 0 })
        let runs = try loop.runs(seeds: Array(1...200)) {
            RandomStrategy(space: table.space, valid: table.valid, expert: 0, sobol: 0, seed: $0)
        }
        let report = ReplayReport(table: table.name, strategy: "random", batch: 1, budget: count, runs: runs)
        let measured = try #require(report.evaluations(within: 0.01))
        #expect(abs(measured - median) <= 2)
        #expect((report.duplicates, report.invalid, report.failures) == (0, 0, 0))
        #expect(report.summary(of: \.recommended, after: count).mean > 0.998)
    }
}
