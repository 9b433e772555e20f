import Testing

@testable import Search

/// What is wrong in a table or in what was said about it: one line with the place.
struct ReplayTableErrorTests {
    @Test(
        "A table",
        arguments: [
            ("", "folder/t.csv.gz:1:1: the file is empty"),
            ("x,status,gflops\n", "folder/t.csv.gz:1:1: the table has no rows"),
            ("x,status,time\n1,ok,2\n", "folder/t.csv.gz:1:1: unknown column `gflops`"),
            ("x,status,gflpos\n1,ok,2\n", "did you mean `gflpos`?"),
            ("x,x,status,gflops\n1,1,ok,2\n", "folder/t.csv.gz:1:3: the column `x` is there twice"),
            ("x,,status,gflops\n1,1,ok,2\n", "folder/t.csv.gz:1:3: a column without a name"),
            ("status,gflops\nok,2\n", "folder/t.csv.gz:1:1: no column is left for a parameter"),
            (
                "x,status,gflops\n1,ok,2\n2,ok\n",
                "folder/t.csv.gz:3:3: 2 cells, the first line names 3 columns"
            ),
            ("x,status,gflops\n1,ok,2,3\n", "folder/t.csv.gz:2:8: 4 cells, the first line names 3 columns"),
            ("x,status,gflops\n1,ok,fast\n", "folder/t.csv.gz:2:6: `fast` is not a number above 0"),
            ("x,status,gflops\n1,ok,\n", "folder/t.csv.gz:2:6: `` is not a number above 0"),
            ("x,status,gflops\n1,ok,-3\n", "folder/t.csv.gz:2:6: `-3` is not a number above 0"),
            ("x,status,gflops\n1,ok,nan\n", "folder/t.csv.gz:2:6: `nan` is not a number above 0"),
            ("x,status,gflops,r0\n1,ok,1,bad\n", "folder/t.csv.gz:2:8: `bad` is not a number above 0"),
            ("x,status,gflops\n1,ok,1\n,ok,1\n", "folder/t.csv.gz:3:1: a good run without a value of `x`"),
            ("x,status,gflops\n1,crashed,\n", "folder/t.csv.gz:1:1: no run succeeded"),
            ("x,status,gflops\n1,ok,\"2\n", "folder/t.csv.gz:2:6: this quote is never closed"),
        ])
    func table(text: String, message: String) throws {
        let error = try #require(throws: FileError.self) { try ReplayTable(text) }
        #expect(error.description.contains(message), "\(error)")
        #expect(!error.description.contains("\n"))
    }

    private static let text = "N,x,status,gflops,seconds\n1,1,ok,2,3\n"

    @Test("What was said about the columns")
    func columns() throws {
        func message(_ make: () throws -> ReplayTable) throws -> String {
            try #require(throws: FileError.self) { try make() }.description
        }
        #expect(
            try message { try ReplayTable(Self.text, categorical: ["gflops"]) }
                == "folder/t.csv.gz:1:12: `gflops` is no parameter and cannot be categorical; the parameters are `N`, `x`"
        )
        #expect(try message { try ReplayTable(Self.text, categorical: ["y"]) }.contains("unknown column `y`"))
        #expect(try message { try ReplayTable(Self.text, ignored: ["y"]) }.contains("unknown column `y`"))
        #expect(
            try message { try ReplayTable(Self.text, fidelity: "n", cost: "seconds") }
                .contains("unknown column `n`; did you mean `N`?"))
        #expect(
            try message { try ReplayTable(Self.text, fidelity: "N", cost: "gflops") }
                == "folder/t.csv.gz:1:12: the column `gflops` cannot mean two things; name another one")
        #expect(
            try message {
                try ReplayTable(
                    "N,x,status,gflops,s\n1,1,ok,2,3\n2,1,crashed,,\n", fidelity: "N", cost: "s")
            }.contains("no run succeeded at the largest fidelity"))
    }
}
