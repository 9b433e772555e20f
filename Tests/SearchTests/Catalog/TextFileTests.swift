import Foundation
import Testing

@testable import Search

struct TextFileTests {
    private func reading(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
        let path = temporaryPath()
        defer { remove(path) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        try body(path)
    }

    private func message(_ path: String) -> String? {
        #expect(throws: FileError.self) { try TextFile.read(path) }?.description
    }

    @Test(
        "A file is read whole", arguments: ["", "kind: grid\n", String(repeating: "größe\n", count: 100_000)])
    func whole(text: String) throws {
        try reading(Array(text.utf8)) { path in
            let read = try TextFile.read(path)
            #expect(read == text)
        }
    }

    @Test("What cannot be read says why")
    func errors() throws {
        #expect(
            message("/no/such/folder/a.yaml")
                == "/no/such/folder/a.yaml: there is no such file; check the path")
        #expect(message("/") == "/: cannot be read (Is a directory); check its path and permissions")
        #expect(
            message("/dev/zero")
                == "/dev/zero: larger than 4 MiB, which no settings file is; check the path")
        #expect(try TextFile.readIfPresent("/no/such/folder") == nil)
    }

    @Test("A byte that is not UTF-8 has a place")
    func notUTF8() throws {
        try reading(Array("a: 1\nbö: ".utf8) + [0xff, 0x0a]) { path in
            #expect(message(path) == "\(path):2:5: a byte that is not UTF-8; save the file as UTF-8")
        }
    }
}
