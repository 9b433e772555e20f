import Foundation
import Testing

@testable import hpltune

@Suite("Files a user asked for")
struct OutputFileTests {
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "hpltune-output-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer {
            do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record(error) }
        }
        try body(folder)
    }

    @Test("a link stays a link, and the file keeps its mode")
    func link() throws {
        try inFolder { folder in
            try "old".write(toFile: folder + "/target", atomically: false, encoding: .utf8)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: folder + "/target")
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/link", withDestinationPath: "target")
            try OutputFile.write("new", to: folder + "/link")
            #expect(try String(contentsOfFile: folder + "/target", encoding: .utf8) == "new")
            let link = try FileManager.default.attributesOfItem(atPath: folder + "/link")
            #expect(link[.type] as? FileAttributeType == .typeSymbolicLink)
            let target = try FileManager.default.attributesOfItem(atPath: folder + "/target")
            #expect(target[.posixPermissions] as? Int == 0o600)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
        }
    }

    @Test("a pipe is written into, not replaced")
    func pipe() throws {
        try inFolder { folder in
            let path = folder + "/pipe"
            #expect(mkfifo(path, 0o600) == 0)
            let reader = open(path, O_RDONLY | O_NONBLOCK)
            defer { close(reader) }
            try OutputFile.write("text", to: path)
            var buffer = [UInt8](repeating: 0, count: 16)
            #expect(read(reader, &buffer, buffer.count) == 4)
            var status = stat()
            #expect(stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
        }
    }

    @Test("a folder, or a place that is not there, is said")
    func impossible() throws {
        try inFolder { folder in
            #expect(throws: CommandFailure.self) { try OutputFile.write("x", to: folder) }
            #expect(throws: CommandFailure.self) { try OutputFile.write("x", to: folder + "/no/where") }
        }
    }
}
