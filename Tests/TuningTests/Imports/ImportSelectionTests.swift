import Search
import Testing

@testable import Tuning

@Suite("Which results are new")
struct ImportSelectionTests {
    private let other = TestStudy.point.replacing("NB", with: 64)

    private func result(
        _ gflops: Double, line: Int, file: String = "a.out", point: Point = TestStudy.point,
        seconds: Double = 0.5, variant: String = "WR11C2R4", level: FidelityLevel = .full
    ) -> ImportedTrial {
        ImportedTrial(
            point: point, level: level,
            measurement: Measurement(
                variant: variant, n: 100, nb: 32, p: 1, q: 2, seconds: seconds, gflops: gflops, residual: 0.01
            ),
            file: file, line: line, column: nil)
    }

    @Test("the same measurement never counts twice, wherever it was measured")
    func twice() {
        let known = [TestStudy.trial(1, .measured(8)), TestStudy.trial(2, .measured(9), point: other)]
        let selection = ImportSelection(
            of: [result(8, line: 1), result(8.5, line: 2), result(9, line: 3)], after: known)
        #expect(selection.taken.map(\.trial.line) == [2, 3])
        #expect(selection.taken.map(\.replicate) == [1, 2])
        #expect(selection.skipped.map(\.line) == [1])
    }

    @Test("another variant, time or level is another measurement; rounding is none")
    func different() {
        let known = [TestStudy.trial(1, .measured(8))]
        let selection = ImportSelection(
            of: [
                result(8, line: 1, variant: "WR11C2R8"), result(8, line: 2, seconds: 0.6),
                result(8, line: 3, level: FidelityLevel(0.5)), result(8, line: 4, seconds: 0.504),
            ], after: known)
        #expect(selection.taken.map(\.trial.line) == [1, 2, 3])
        #expect(selection.taken.map(\.replicate) == [1, 2, 0])
    }

    @Test("equal results in one file are runs of their own; importing it again adds none")
    func equalRows() {
        let rows = [result(8, line: 1), result(8, line: 2), result(8, line: 3)]
        let first = ImportSelection(of: rows, after: [])
        #expect(first.taken.map(\.replicate) == [0, 1, 2])
        let stored = first.taken.enumerated().map { index, taken in
            TestStudy.trial(index + 1, .measured(8), replicate: taken.replicate)
        }
        #expect(ImportSelection(of: rows, after: stored).taken.isEmpty)
        // The same in another file is a copy; a fourth is new.
        let copy =
            rows.map { result(8, line: $0.line, file: "copy.out") } + [result(8, line: 4, file: "copy.out")]
        #expect(ImportSelection(of: rows + copy, after: []).taken.map(\.trial.line) == [1, 2, 3, 4])
        #expect(ImportSelection(of: rows + rows, after: []).taken.count == 3)
    }

    @Test("a run that is planned keeps its number")
    func pending() {
        let known = [TestStudy.trial(1, .pending, wallSeconds: nil)]
        #expect(ImportSelection(of: [result(8, line: 1)], after: known).taken.map(\.replicate) == [1])
    }

    @Test("as the payload of a request it comes back as it was")
    func coding() throws {
        let trials = [
            result(8, line: 1),
            result(1.0 / 3, line: 2, point: Point(["NB": 32, "x": 0.5]), level: FidelityLevel(0.25)),
        ]
        let text = try trials.payload
        #expect(try [ImportedTrial](payload: text) == trials)
        let wrong = text.split(separator: "0.25").joined(separator: "25")
        for payload in [wrong, "", "[{}]"] {
            #expect(throws: StoreError.unreadable("results to import")) {
                try [ImportedTrial](payload: payload)
            }
        }
    }
}
