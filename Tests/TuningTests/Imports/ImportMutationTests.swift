import HPL
import Search
import TestSupport
import Testing

@testable import Tuning

/// Files with results damaged at random: what is taken was measured, and everything else is said with its place.
@Suite("Damaged files with results")
struct ImportMutationTests {
    private static let generic = Array(
        """
        NB,P,Q,BCAST,N,Gflops,Seconds,residual
        32,1,2,1ring,500,37.5,0.00,0.004
        64,2,1,3,500,2.9e1,,
        96,1,2,2rM,500,"30.25",0.0,1e-3

        """.utf8)

    private func campaign(_ files: [TestFiles.File], seed: UInt64) async throws -> [String] {
        let store = try StudyStore.inMemory()
        let setUp = TestStudy.setUp(
            space: "NB: [32, 64, 96]\ngrid: [1x2, 2x1]\nBCAST: [1ring, 2ringM]\nRFACT: [left, right]\n",
            problemSize: .fixed([500]))
        let study = try LoadedStudy(try store.create(TestStudy.draft(setUp: setUp), at: 1))
        let into = try StudyImport(into: study, after: [], said: [("RFACT", "left")])
        let points = Set(study.valid.map(\.hash))
        return await MutationCampaign(of: files, seed: seed).mistakes { name, bytes in
            let reading: ImportReading
            do throws(FileError) {
                reading = try ImportReader.read(bytes, file: "f")
            } catch {
                return error.isPlaced && error.file == "f" ? nil : "\(error)"
            }
            if reading.results.isEmpty, reading.leftOut.isEmpty { return "nothing, without a word" }
            if let error = reading.leftOut.first(where: { !$0.isPlaced }) { return "no place: \(error)" }
            for result in reading.results {
                guard result.gflops.isFinite, result.gflops > 0, result.residual.map({ $0 < 16 }) ?? true
                else {
                    return "taken: \(result)"
                }
            }
            var imports = into
            imports.add(reading)
            let selection = ImportSelection(of: imports.trials, after: [])
            if imports.trials.count + imports.refused.count < reading.results.count {
                return "results are lost"
            }
            return selection.taken.allSatisfy { points.contains($0.trial.point.hash) }
                ? nil : "a foreign point"
        }
    }

    @Test("CSV, ten thousand times")
    func csv() async throws {
        let files = [("export", Array(ImportReaderTests.csv.utf8)), ("generic", Self.generic)]
        let mistakes = try await campaign(files, seed: 9)
        #expect(mistakes == [])
    }

    @Test("JSON, ten thousand times")
    func json() async throws {
        let mistakes = try await campaign([("export", Array(ImportReaderTests.json.utf8))], seed: 10)
        #expect(mistakes == [])
    }
}
