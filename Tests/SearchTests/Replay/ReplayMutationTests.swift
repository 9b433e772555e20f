import Search
import TestSupport
import Testing

/// Tables damaged at random: an error with its place, or a table whose numbers are numbers.
@Suite("Damaged tables")
struct ReplayMutationTests {
    private static let table = Array(
        #"""
        NB,grid,BCAST,"a, b",status,gflops,r0,r1,seconds
        64,1x2,1ring,x,ok,10.5,10,11,1.5
        64,2x1,1ring,"y ""z""",ok,9.5,9,10,1.6
        128,1x2,longM,x,ok,12.25,12.25,,1.2
        128,2x1,longM,,crashed,,,,
        192,1x2,1ring,x,PASSED,1.2e1,12,12,1.25
        192,2x1,1ring,x,timed-out,,,,

        """#.utf8)

    @Test("tables of measurements, ten thousand times")
    func tables() async throws {
        var files: [TestFiles.File] = [("own table", Self.table)]
        for (name, bytes) in try TestFiles.shared("tables", ending: [".csv"], limit: 1 << 30) {
            // The first lines: a table goes on as it begins.
            let lines = bytes.split(separator: 0x0a).prefix(12)
            files.append((name, Array(lines.joined(separator: [0x0a]))))
        }
        let columns = ReplayColumns(objective: "gflops", direction: .maximize)
        let mistakes = await MutationCampaign(of: files, seed: 6).mistakes { _, bytes in
            do throws(FileError) {
                let table = try ReplayTable(reading: bytes, file: "t.csv", columns: columns)
                let scores = table.valid.indices.map(table.score(at:))
                guard table.bestMean.isFinite, table.bestMean > 0 else {
                    return "the best is \(table.bestMean)"
                }
                return scores.allSatisfy { (0...1).contains($0) } && scores.contains(1) ? nil : "\(scores)"
            } catch {
                return error.isPlaced ? nil : "\(error)"
            }
        }
        #expect(mistakes == [])
    }
}
