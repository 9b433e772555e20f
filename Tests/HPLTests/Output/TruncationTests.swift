import HPL
import Testing

@Suite("Outputs that break off")
struct TruncationTests {
    @Test("an output cut at any byte has a passed row only when its residual line is whole")
    func cutAnywhere() throws {
        let bytes = try Recorded.bytes("outputs/passed.out")
        let whole = try #require(OutputReader.read(bytes).best)
        let text = String(decoding: bytes, as: UTF8.self)
        let row = try #require(text.range(of: "\nWR11C2R4"))
        let rowStart = text.utf8.distance(from: text.startIndex, to: row.lowerBound) + 1
        let rowEnd = try #require(bytes[rowStart...].firstIndex(of: 0x0a))
        let passed = try #require(text.range(of: "PASSED"))
        let passedEnd = text.utf8.distance(from: text.startIndex, to: passed.upperBound)

        for length in 0..<bytes.count {
            let report = OutputReader.read(Array(bytes.prefix(length)))
            switch length {
            case ..<rowEnd:
                #expect(report.results.isEmpty, "\(length)")
                let isInsideRow = length >= rowStart + 9
                #expect(!isInsideRow || report.truncation != nil, "\(length)")
            case ..<passedEnd:
                #expect(report.results.map(\.check) == [.unchecked], "\(length)")
                #expect(report.results.first?.gflops == whole.gflops)
            default:
                #expect(report.best == whole, "\(length)")
            }
        }
    }

    @Test(
        "line and column of the break",
        arguments: [
            ("WR11C2R4       10000   192     2", 33, "the row breaks off before Q"),
            (
                "WR11C2R4       10000   192     2     2              13.33             5.0005e+0", 80,
                "the row breaks off inside Gflops"
            ),
            (
                "WR11C2R4       1x000   192     2     2              13.33             5.0005e+01", 16,
                "`1x000` is no value of N"
            ),
            ("[1,0]<stdout>:WR11C2R4       10000", 35, "the row breaks off before NB"),
            (
                "WR11C2R4       10000   192     2     2              13.33mpirun noticed that", 53,
                "`13.33mpirun` is no value of Time"
            ),
        ])
    func position(row: String, column: Int, message: String) {
        for end in ["", "\n", "\nmpirun noticed that process rank 0 exited on signal 9 (Killed).\n"] {
            let report = OutputReader.read(Array(("first line\n" + row + end).utf8))
            #expect(report.results.isEmpty)
            #expect(report.truncation?.line == 2)
            #expect(report.truncation?.column == column)
            #expect(report.truncation?.message == message)
        }
    }

    @Test("a killed run did not reach its end")
    func killed() throws {
        let report = OutputReader.read(try Recorded.bytes("outputs/openmpi-signal-KILL.out"))
        #expect(report.version == "HPLinpack 2.0")
        #expect(!report.reachedEnd)
        #expect(report.results.isEmpty)
    }
}
