import Foundation
import Search
import Testing

@testable import HPL

@Suite("An HPL.dat as a space")
struct InputFileSpaceTests {
    private let text = """
        HPLinpack benchmark input file
        Innovative Computing Laboratory, University of Tennessee
        HPL.out      output file name (if any)
        8            device out (6=stdout,7=stderr,file)
        2            # of problems sizes (N)
        3000 1501    Ns
        3            # of NBs
        128 64 128   NBs
        1            PMAP process mapping (0=Row-,1=Column-major)
        2            # of process grids (P x Q)
        2 1          Ps
        2 4          Qs
        -1.0         threshold
        2            # of panel fact
        0 2          PFACTs (0=left, 1=Crout, 2=Right)
        2            # of recursive stopping criterium
        4 2          NBMINs (>= 1)
        1            # of panels in recursion
        2            NDIVs
        1            # of recursive panel fact.
        1            RFACTs (0=left, 1=Crout, 2=Right)
        2            # of broadcast
        0 3          BCASTs (0=1rg,1=1rM,2=2rg,3=2rM,4=Lng,5=LnM)
        2            # of lookahead depth
        0 1          DEPTHs (>=0)
        2            SWAP (0=bin-exch,1=long,2=mix)
        32           swapping threshold
        1            L1 in (0=transposed,1=no-transposed) form
        0            U  in (0=transposed,1=no-transposed) form
        0            Equilibration (0=no,1=yes)
        16           memory alignment in double (> 0)

        """

    private func space(_ text: String, ranks: Int = 4, memory: Int = 1 << 30) throws -> HPLSpace {
        try HPLSpace(
            inputFile: InputFile(parsing: text, file: "my.dat"), file: "my.dat",
            resources: resources(ranks: ranks, cores: 4, memory: memory))
    }

    @Test("Its lists are the values, its single values hold, its sizes are levels")
    func lists() throws {
        let space = try space(text)
        let lists = Dictionary(
            uniqueKeysWithValues: space.searchSpace.parameters.map { ($0.name, $0.values.map(\.description)) }
        )
        #expect(
            lists == [
                "NB": ["64", "128"], "grid": ["2x2", "1x4"], "BCAST": ["1ring", "2ringM"],
                "DEPTH": ["0", "1"],
                "NBMIN": ["2", "4"], "NDIV": ["2"], "PFACT": ["left", "right"], "RFACT": ["crout"],
            ])
        #expect(space.problemSize == .fixed([3000, 1501]))
        let point = try #require(space.searchSpace.experiments.first)
        let settings = try space.settings(for: point)
        #expect(settings.n == 3000)
        #expect(try space.settings(for: point, at: FidelityLevel(1501.0 / 3000)).n == 1501)
        #expect(settings.pmap == .column && settings.swapThreshold == 32 && settings.alignment == 16)
        #expect(!settings.l1Transposed && settings.uTransposed && !settings.equilibration)
        #expect(settings.residualThreshold == 16, "a search needs checked results")
    }

    @Test(
        "What cannot be searched",
        arguments: [
            (
                "2 1          Ps", "2 3          Ps",
                "my.dat: grid 3x4 needs 12 ranks, but there are 4; choose from 1x4, 2x2, 4x1, or run 12 ranks"
            ),
            ("3000 1501    Ns", "3000 99999   Ns", "my.dat: N = 99999 needs 74.5 GiB and the node has 1 GiB"),
        ])
    func refused(line: String, instead: String, message: String) throws {
        let changed = try #require(
            text.range(of: line).map { text.replacingCharacters(in: $0, with: instead) })
        let error = #expect(throws: FileError.self) { try space(changed) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test("A number that only its vendor knows")
    func vendorsSwap() throws {
        var file = try InputFile(parsing: text, file: "my.dat")
        file.dialect = .amdZen
        file.swapCode = 211
        let error = #expect(throws: FileError.self) {
            try HPLSpace(inputFile: file, file: "my.dat", resources: resources(ranks: 4), flavor: .amdZen)
        }
        #expect(error?.description.hasPrefix("my.dat: SWAP 211 is a number of its vendor's") == true)
    }
}
