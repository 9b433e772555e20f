import Foundation
import HPL
import Reporting
import Testing

@testable import hpltune

@Suite("What export may replace")
struct ExportedFileTests {
    private func expect(_ text: String, isReplaced: Bool) throws {
        let path = NSTemporaryDirectory() + "hpltune-export-" + UUID().uuidString
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        if isReplaced {
            try ExportedFile.requireOwn(path, hpltune: "hpltune export")
        } else {
            let failure = #expect(throws: CommandFailure.self) {
                try ExportedFile.requireOwn(path, hpltune: "hpltune export")
            }
            #expect(failure?.description.hasPrefix("\(path): is there already") == true)
            #expect(failure?.description.contains("--force") == true)
        }
        try FileManager.default.removeItem(atPath: path)
    }

    private static let userFile = """
        HPLinpack benchmark input file
        Innovative Computing Laboratory, University of Tennessee
        HPL.out      output file name (if any)

        """

    @Test("its own files and empty ones, no others")
    func own() throws {
        try expect("", isReplaced: true)
        try expect(TrialsCSV.text([]), isReplaced: true)
        try expect(JSONValue.trials([]).text + "\n", isReplaced: true)
        try expect("[\n  {\"id\": 1, \"round\": 1, \"parameters\": {}}]", isReplaced: true)
        try expect(ExportedFile.marked(inputFile: Self.userFile), isReplaced: true)
        try expect(Self.userFile, isReplaced: false)
        try expect("trial,gflops\n1,2\n", isReplaced: false)
        try expect("[1, 2]", isReplaced: false)
        try ExportedFile.requireOwn("/nowhere/at/all", hpltune: "hpltune export")
        try ExportedFile.requireOwn("/dev/null", hpltune: "hpltune export")
    }

    @Test("the mark is in a line that HPL does not read")
    func mark() {
        let lines = ExportedFile.marked(inputFile: Self.userFile).split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[1] == "Innovative Computing Laboratory, University of Tennessee; by hpltune")
        #expect(lines.count == 4 && lines[2].hasPrefix("HPL.out"))
    }
}
