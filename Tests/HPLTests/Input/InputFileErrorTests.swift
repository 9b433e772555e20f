import HPL
import Search
import Testing

@Suite("Input files with mistakes")
struct InputFileErrorTests {
    private static let good = InputFile(HPLSettings(n: 1000, nb: 64, grid: ProcessGrid(p: 1, q: 2))).write()

    /// The good file with one line replaced; lines count from 1.
    private func file(_ replacements: [Int: String]) -> String {
        let lines = Self.good.split(separator: "\n").enumerated().map { index, line in
            replacements[index + 1] ?? String(line)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func message(_ text: String) -> String {
        do throws(FileError) {
            _ = try InputFile(parsing: text, file: "HPL.dat")
            return "no error"
        } catch {
            return error.description
        }
    }

    @Test("too few lines", arguments: [0, 1, 3, 30])
    func short(count: Int) {
        let text = Self.good.split(separator: "\n").prefix(count).map { $0 + "\n" }.joined()
        let expected =
            count == 0
            ? "HPL.dat:1:1: the file is empty; an HPL.dat has 31 lines"
            : "HPL.dat:\(count):1: the file ends after \(count) line\(count == 1 ? "" : "s"); an HPL.dat has 31: "
                + "add the missing lines (HPL would take the last line for each)"
        #expect(message(text) == expected)
    }

    @Test(
        "place, mistake, what HPL would do",
        arguments: [
            (
                [5: "x  # of problem sizes"],
                "5:1: `x` is no whole number (HPL would read 0); write the number of values of N as digits, values apart by blanks"
            ),
            ([5: "0  # of problem sizes"], "5:1: 0 values of N; HPL takes 1 to 20 in one file"),
            (
                [7: "  25 # of NBs"],
                "7:3: 25 values of NB; HPL takes 1 to 20 in one file: split the list over several files"
            ),
            (
                [7: "3 # of NBs", 8: "64 128 NBs"],
                "8:8: only 2 of 3 values of NB stand here (HPL would read 0 for the next); add the missing ones or lower the count"
            ),
            (
                [7: "3 # of NBs", 8: "64 128"],
                "8:7: only 2 of 3 values of NB stand here (HPL would read 0 for the next); add the missing ones or lower the count"
            ),
            ([8: "0 NBs"], "8:1: NB is 0; HPL refuses less than 1"),
            ([6: "-1 Ns"], "6:1: N is -1; HPL refuses less than 0"),
            (
                [6: "1e5 Ns"],
                "6:1: `1e5` is no whole number (HPL would read 1); write N as digits, values apart by blanks"
            ),
            (
                [6: "3000000000 Ns"],
                "6:1: N is over 2147483647, more than HPL can hold; write a smaller number"
            ),
            ([11: "0 Ps"], "11:1: P is 0; HPL refuses less than 1"),
            (
                [12: "Qs"],
                "12:1: only 0 of 1 values of Q stand here (HPL would read 0 for the next); add the missing ones or lower the count"
            ),
            ([13: "big threshold"], "13:1: `big` is no number; write the threshold, 16.0 say"),
            ([17: "0 NBMINs"], "17:1: NBMIN is 0; HPL refuses less than 1"),
            ([19: " 1 NDIVs"], "19:2: NDIV is 1; HPL refuses less than 2"),
            ([25: "-1 DEPTHs"], "25:1: DEPTH is -1; HPL refuses less than 0"),
            ([27: " "], "27:1: the line is blank; write the swapping threshold here"),
            (
                [2: String(repeating: "x", count: 300)],
                "2:253: the line has 300 bytes; HPL would take what follows byte 252 for the next line: shorten it"
            ),
        ] as [([Int: String], String)])
    func mistakes(replacements: [Int: String], expected: String) {
        #expect(message(file(replacements)) == "HPL.dat:" + expected)
    }

    @Test(
        "values that HPL quietly replaces are remarks, and read as HPL does",
        arguments: [
            (
                [23: "9 BCASTs"],
                "23:1: BCAST 9 is none of 0=1ring, 1=1ringM, 2=2ring, 3=2ringM, 4=long, 5=longM; HPL takes 1ringM instead"
            ),
            ([15: "7 PFACTs"], "15:1: PFACT 7 is none of 0=left, 1=crout, 2=right; HPL takes right instead"),
            ([9: "2 PMAP"], "9:1: PMAP 2 is none of 0=row, 1=column; HPL takes row instead"),
            ([26: "211 SWAP"], "26:1: SWAP 211 is none of 0=bin, 1=long, 2=mix; HPL takes long instead"),
            ([28: "5 L1"], "28:1: L1 is 5, not 0 or 1; HPL takes 0 instead"),
            ([30: "5 Equilibration"], "30:1: EQUIL is 5, not 0 or 1; HPL takes 1 instead"),
            ([31: "0 memory alignment"], "31:1: ALIGN is 0; HPL takes 4 instead"),
            (
                [7: "4 # of NBs", 8: "192  256  384  512 NBs"],
                "8:16: HPL reads `4` as value 4 of NB, because it steps over one blank only; put single blanks between the values"
            ),
        ] as [([Int: String], String)])
    func remarks(replacements: [Int: String], expected: String) throws {
        let reading = try InputFile.read(Array(file(replacements).utf8), file: "HPL.dat")
        #expect(reading.remarks.map(\.description) == ["HPL.dat:" + expected])
    }
}
