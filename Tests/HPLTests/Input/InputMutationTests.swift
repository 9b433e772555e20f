import HPL
import Search
import TestSupport
import Testing

/// Real input files damaged at random: an error with its place, or a file that reads back.
@Suite("Damaged input files")
struct InputMutationTests {
    @Test("HPL.dat of every dialect, ten thousand times")
    func inputs() async throws {
        let files =
            try ["48-combinations.dat", "hpccinf.txt"].map { try TestFiles.recorded("inputs/\($0)") }
            + TestFiles.shared("hpl-inputs", ending: [".dat", ".txt"], limit: 4_000)
        let campaign = MutationCampaign(of: files, seed: 5)
        let mistakes = await campaign.mistakes { _, bytes in
            do throws(FileError) {
                let reading = try InputFile.read(bytes, file: "HPL.dat")
                if reading.remarks.contains(where: { !$0.isPlaced }) { return "\(reading.remarks)" }
                let again = try InputFile(parsing: reading.input.write(), file: "again")
                return again == reading.input ? nil : "reads back otherwise: \(again)"
            } catch {
                return error.isPlaced && error.file == "HPL.dat" ? nil : "\(error)"
            }
        }
        #expect(mistakes == [])
    }
}
