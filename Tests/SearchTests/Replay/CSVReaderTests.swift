import Testing

@testable import Search

struct CSVReaderTests {
    private func records(_ text: String) throws -> [[String]] {
        var reader = CSVReader(Array(text.utf8), file: "t.csv")
        var records: [[String]] = []
        while let cells = try reader.next() { records.append(cells.map(\.text)) }
        return records
    }

    @Test(
        "Cells, quotes and line ends as RFC 4180 has them",
        arguments: [
            ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
            ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
            ("\u{feff}a\n1", [["a"], ["1"]]),
            ("\"a,b\",\"say \"\"no\"\"\"\n", [["a,b", "say \"no\""]]),
            ("\"two\nlines\",2\n3,4\n", [["two\nlines", "2"], ["3", "4"]]),
            ("a,,\n,\n", [["a", "", ""], ["", ""]]),
            ("\n\na\n\nb\n\n", [["a"], ["b"]]),
            ("\"\",x", [["", "x"]]),
            (" a , b ", [[" a ", " b "]]),
            ("größe,µs\n1,2", [["größe", "µs"], ["1", "2"]]),
            ("", []), ("\n\r\n", []),
        ] as [(String, [[String]])])
    func reading(text: String, expected: [[String]]) throws {
        #expect(try records(text) == expected)
    }

    @Test(
        "What is wrong is said with its place",
        arguments: [
            ("a,b\n1,\"2\n3,4\n", 2, 3, "never closed"),
            ("a,b\n\"1\"2,3\n", 2, 4, "text after a closing quote"),
            ("a,b\n1,2\"3\n", 2, 4, "a quote in the middle of a cell"),
        ])
    func errors(text: String, line: Int, column: Int, message: String) throws {
        let error = try #require(throws: FileError.self) { try records(text) }
        #expect(error.line == line && error.column == column, "\(error)")
        #expect(error.message.contains(message), "\(error)")
    }

    @Test("Columns count characters, and a cell that is not UTF-8 is found")
    func notUTF8() throws {
        var reader = CSVReader(Array("größe,x\n".utf8) + [0x61, 0x2c, 0xff, 0x0a], file: "t.csv")
        let header = try #require(try reader.next())
        #expect(header[1].column == 7)
        let error = try #require(throws: FileError.self) { try reader.next() }
        #expect(error.description == "t.csv:2:3: a cell that is not UTF-8; save the file as UTF-8")
    }
}
