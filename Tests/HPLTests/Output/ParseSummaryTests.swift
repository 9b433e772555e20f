import Foundation
import HPL
import Testing

@Suite("CSV of outputs")
struct ParseSummaryTests {
    @Test("expected.csv is reproduced exactly", .enabled(if: Shared.isPresent))
    func reproducesExpectedTable() throws {
        let expected = String(decoding: try Shared.bytes("hpl-outputs/expected.csv"), as: UTF8.self)
        let summaries = try Shared.names(in: "hpl-outputs").filter { $0 != "expected.csv" }.map { name in
            ParseSummary(file: name, report: OutputReader.read(try Shared.bytes("hpl-outputs/\(name)")))
        }
        #expect(ParseSummary.csv(summaries) == expected)
    }

    @Test("a file without a best result has empty last columns, one with a comma in its name is quoted")
    func forms() throws {
        let passed = ParseSummary(
            file: "a,b \"c\".out", report: OutputReader.read(try Recorded.bytes("outputs/passed.out")))
        #expect(passed.csv.hasPrefix("\"a,b \"\"c\"\".out\",1,1,0,0,"))
        #expect(passed.csv.hasSuffix(",WR11C2R4,1000,128,1,2"))
        let failed = ParseSummary(
            file: "f.out", report: OutputReader.read(try Recorded.bytes("outputs/residual-failed.out")))
        #expect(failed.csv == "f.out,1,0,1,0,,,,,,")
        #expect(
            ParseSummary.csv([failed])
                == "file,results,passed,failed,unchecked,best_gflops,best_variant,N,NB,P,Q\nf.out,1,0,1,0,,,,,,\n"
        )
    }
}
