import HPL
import Search
import Testing

@Suite("Input files")
struct InputFileTests {
    @Test("every real file reads back equal after writing", .enabled(if: Shared.isPresent))
    func sharedFilesRoundTrip() throws {
        for name in try Shared.names(in: "hpl-inputs") {
            let reading = try InputFile.read(try Shared.bytes("hpl-inputs/\(name)"), file: name)
            #expect(try InputFile(parsing: reading.input.write(), file: name) == reading.input, "\(name)")
            #expect(reading.remarks.isEmpty, "\(name): \(reading.remarks)")
        }
    }

    @Test(
        "their dialects",
        .enabled(if: Shared.isPresent),
        arguments: [
            ("amd-zen-hpl-2024_12nodes.dat", InputDialect.amdZen), ("hpcc_hpccinf_buaa.txt", .hpcc),
            ("kimseunghyun_no-trailing-comments.dat", .netlib), ("netlib-default-864-combos.dat", .netlib),
            ("nvidia-dgx-a100-1N.dat", .netlib), ("rochpl_HPL.dat", .netlib),
        ])
    func sharedDialects(name: String, dialect: InputDialect) throws {
        #expect(try InputFile(parsing: try Shared.bytes("hpl-inputs/\(name)"), file: name).dialect == dialect)
    }

    @Test("the file of the recorded 48 combinations")
    func recorded() throws {
        let input = try InputFile(parsing: try Recorded.bytes("inputs/48-combinations.dat"), file: "HPL.dat")
        #expect(input.dialect == .netlib)
        #expect(input.problemSizes == [300, 500])
        #expect(input.blockSizes == [32, 64, 96])
        #expect(input.grids == [ProcessGrid(p: 1, q: 2), ProcessGrid(p: 2, q: 1)])
        #expect(input.panelFactorizations == [.right])
        #expect(input.recursiveFactorizations == [.left, .right])
        #expect(input.broadcasts == [.ring1, .ring2Modified])
        #expect(input.swap == .mix)
        #expect(input.l1Transposed && input.uTransposed && input.equilibration)
        #expect(input.combinations == 48)
        #expect(input.processes == 2)
        #expect(try InputFile(parsing: input.write(), file: "again") == input)
    }

    @Test("HPCC's lines behind line 31 are kept word for word")
    func recordedHPCC() throws {
        let bytes = try Recorded.bytes("inputs/hpccinf.txt")
        let input = try InputFile(parsing: bytes, file: "hpccinf.txt")
        #expect(input.dialect == .hpcc)
        #expect(input.extraLines.count == 5)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        #expect(input.extraLines == lines.suffix(5).map(String.init))
        #expect(input.write().hasSuffix(input.extraLines.joined(separator: "\n") + "\n"))
        #expect(try InputFile(parsing: input.write(), file: "again") == input)
    }

    @Test("one run in every dialect", arguments: InputDialect.allCases)
    func settings(dialect: InputDialect) throws {
        let settings = HPLSettings(
            n: 12345, nb: 200, grid: ProcessGrid(p: 2, q: 3), pmap: .column, pfact: .left, nbmin: 8, ndiv: 3,
            rfact: .right, bcast: .longModified, depth: 0, swap: .long, swapThreshold: 200,
            l1Transposed: false,
            uTransposed: true, equilibration: false, alignment: 16)
        let input = InputFile(settings, dialect: dialect, outputName: "out.txt", device: 8)
        let again = try InputFile(parsing: input.write(), file: "HPL.dat")
        #expect(again == input)
        #expect(again.dialect == dialect)
        #expect(again.combinations == 1)
        let lines = input.write().split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count == [.netlib: 31, .amdZen: 32, .hpcc: 36][dialect])
        #expect(lines[5].hasPrefix("12345 "))
        #expect(lines[8].hasPrefix("1 "))
        #expect(lines[27].hasPrefix("1 "))
        #expect(lines[28].hasPrefix("0 "))
        #expect(lines[29].hasPrefix("0 "))
    }

    @Test("values beyond the count, tabs, CRLF, missing comments and bytes that are no UTF-8 do no harm")
    func tolerance() throws {
        let input = try InputFile(parsing: try Recorded.bytes("inputs/48-combinations.dat"), file: "HPL.dat")
        var lines = input.write().split(separator: "\n").map { Array($0.utf8) }
        lines[0] = [0xff, 0xfe, 0x80]
        lines[5] = Array("\t300\t500\t700 nonsense".utf8)
        lines[3] = Array("6".utf8)
        lines[19] = Array("2# panels".utf8) + [0xe4, 0xf6]
        let bytes = Array(lines.joined(separator: Array("\r\n".utf8)))
        #expect(try InputFile(parsing: bytes, file: "HPL.dat") == input)
    }

    @Test("AMD's packed swap code is kept, elsewhere HPL takes `long` for it")
    func swapCodes() throws {
        var input = InputFile(HPLSettings(n: 1000, nb: 64, grid: ProcessGrid(p: 1, q: 1)), dialect: .amdZen)
        input.swapCode = 211
        input.broadcasts = [.hybrid]
        let amd = try InputFile(parsing: input.write(), file: "HPL.dat")
        #expect(amd == input)
        #expect(amd.swap == nil)
    }
}
