import Execution
import Foundation
import Testing

@testable import hpltune

@Suite("hpltune parse")
struct ParseCommandTests {
    private static let shared = Hpltune.packageRoot + "/../shared/hpl-outputs"

    @Test(
        "the collection's table is reproduced exactly",
        .enabled(if: FileManager.default.fileExists(atPath: shared)))
    func collection() async throws {
        let expected = try String(contentsOfFile: Self.shared + "/expected.csv", encoding: .utf8)
        let files = expected.split(separator: "\n").dropFirst().compactMap { $0.split(separator: ",").first }
        try await Hpltune.inNewHome { hpltune in
            let output = try await hpltune.run(
                ["parse", "--format", "csv"] + files.map { Self.shared + "/" + $0 })
            #expect(output.out == expected)
            #expect(output.status == 0, "\(output.errors)")
        }
    }

    @Test("a row cut in the middle is no result, and said")
    func cut() async throws {
        try await Hpltune.inNewHome { hpltune in
            _ = try hpltune.write(
                "T/V                N    NB     P     Q               Time                 Gflops\n"
                    + "WR11C2R4        1000    64     1     2               0.12              5.5",
                to: "cut.out")
            let output = try await hpltune("parse", "cut.out", "--format", "csv")
            #expect(output.status == 1)
            #expect(output.lines.last == "cut.out,0,0,0,0,,,,,,")
            #expect(output.errors.hasPrefix("cut.out:2:"), "\(output.errors)")
        }
    }

    @Test("status 1 when no file has a result, 0 when one has; --json is --format json")
    func status() async throws {
        try await Hpltune.inNewHome { hpltune in
            _ = try hpltune.write("mpirun: command not found\n", to: "sick.out")
            _ = try hpltune.write(
                "T/V                N    NB     P     Q               Time                 Gflops\n"
                    + "WR11C2R4        1000    64     1     2               0.12              5.5e+00\n",
                to: "well.out")
            let sick = try await hpltune("parse", "sick.out", "--format", "csv")
            #expect(sick.status == 1)
            #expect(sick.lines.last == "sick.out,0,0,0,0,,,,,,")
            let both = try await hpltune("parse", "sick.out", "well.out", "--json")
            #expect(both.status == 0, "\(both.errors)")
            let json = try await hpltune("parse", "sick.out", "well.out", "--format", "json")
            #expect(both.out == json.out && both.out.hasPrefix("["))
            let torn = try await hpltune("parse", "well.out", "--json", "--format", "csv")
            #expect(torn.status == 64)
            #expect(torn.errors.contains("give one of them"), "\(torn.errors)")
        }
    }

    @Test("times that no clock can show do no harm", arguments: ["inf", "1e19", "1e300", "nan", "-5"])
    func absurdTimes(time: String) async throws {
        try await Hpltune.inNewHome { hpltune in
            _ = try hpltune.write(
                "T/V                N    NB     P     Q               Time                 Gflops\n"
                    + "WR11C2R4        1000    64     1     2               \(time)              5.5e+00\n",
                to: "x.out")
            for format in ["table", "csv", "json"] {
                #expect(try await hpltune("parse", "x.out", "--format", format).status >= 0)
            }
        }
    }

    @Test("an answer that cannot be written is a failure, a reader that leaves is none")
    func fullDevice() async throws {
        try await Hpltune.inNewHome { hpltune in
            _ = try hpltune.write("nothing\n", to: "x.out")
            let program = Hpltune.program
            let full = try await hpltune.transport.run(
                Command(
                    bash: "cd \"$1\" && \"$2\" parse x.out > /dev/full", arguments: [hpltune.home, program]),
                timeout: .seconds(20), outputLimit: 1 << 16)
            #expect(full.exitStatus == 1)
            #expect(String(decoding: full.stderr, as: UTF8.self).contains("No space left on device"))
        }
    }

    @Test(
        "names leave out the folders all files share",
        arguments: [
            (["a/x.out", "a/y.out"], ["x.out", "y.out"]),
            (["a/1/HPL.out", "a/2/HPL.out"], ["1/HPL.out", "2/HPL.out"]),
            (["/deep/er/x.out"], ["x.out"]), (["-"], ["-"]), ([], []),
        ] as [([String], [String])])
    func names(paths: [String], short: [String]) {
        #expect(ParseCommand.shortNames(paths) == short)
    }
}
