import Execution
import Foundation
import Testing

@Suite("Files on this machine")
struct LocalTransportFileTests {
    let bench: Bench
    var transport: LocalTransport { bench.transport }

    init() throws { bench = try Bench() }

    @Test("what is uploaded comes back, byte for byte, with its permissions")
    func roundTrip() async throws {
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try await transport.upload(
            [
                FileContent(path: "a b", bytes: bytes), FileContent(path: "empty", bytes: []),
                FileContent(path: "run", text: "#!/bin/sh\n", permissions: 0o755),
            ], to: bench.root)
        let paths = ["a b", "absent", "empty", "absent/deeper", "run"].map { "\(bench.root)/\($0)" }
        let files = try await transport.download(paths, limit: 1 << 20)
        #expect(files.map(\.path) == [paths[0], paths[2], paths[4]])
        #expect(files[0].bytes == bytes && !files[0].isTruncated)
        #expect(files[1].bytes == [])
        #expect(access(paths[4], X_OK) == 0 && access(paths[0], X_OK) != 0)
        let cut = try await transport.download([paths[0]], limit: 70_000)
        #expect(cut[0].bytes == Array(bytes.prefix(70_000)) && cut[0].isTruncated)
        let exact = try await transport.download([paths[0]], limit: bytes.count)
        #expect(exact[0].bytes == bytes && !exact[0].isTruncated)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: bench.root).sorted() == [
                "a b", "empty", "run",
            ])
    }

    @Test("a reader never sees half a file while it is replaced")
    func atomic() async throws {
        let path = "\(bench.root)/f"
        let versions = [UInt8(1), 2].map {
            FileContent(path: "f", bytes: Array(repeating: $0, count: 100_000))
        }
        try await transport.upload([versions[0]], to: bench.root)
        async let writing: Void = {
            for round in 0..<30 { try await transport.upload([versions[round % 2]], to: bench.root) }
        }()
        for _ in 0..<100 {
            let file = try #require(try await transport.download([path], limit: 1 << 20).first)
            #expect(file.bytes.count == 100_000 && Set(file.bytes).count == 1)
        }
        try await writing
    }

    @Test("directories are made with those above them, once or again")
    func directories() async throws {
        let path = "\(bench.root)/a/b c/ü"
        try await transport.createDirectory(path)
        try await transport.createDirectory(path)
        #expect(bench.exists("a/b c/ü"))
        try bench.write("", to: "file")
        for name in ["file", "file/below"] {
            let error = await #expect(throws: TransportError.self) {
                try await transport.createDirectory("\(bench.root)/\(name)")
            }
            #expect(
                error?.description.hasPrefix("\(bench.root)/file: is there already and no directory") == true)
        }
        let link = "\(bench.root)/link"
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: bench.root + "/nowhere")
        await #expect(
            throws: TransportError.file(
                path: link, reason: "is a link to what is not there; mount that again, or remove the link")
        ) { try await transport.createDirectory(link + "/below") }
    }

    @Test("removing takes a whole tree and follows no link")
    func removal() async throws {
        try await transport.createDirectory("\(bench.root)/tree/deep/er")
        try await transport.createDirectory("\(bench.root)/kept")
        try bench.write("x", to: "kept/file")
        try bench.write("x", to: "tree/deep/file")
        try FileManager.default.createSymbolicLink(
            atPath: "\(bench.root)/tree/link", withDestinationPath: "\(bench.root)/kept")
        try await transport.remove("\(bench.root)/tree")
        #expect(!bench.exists("tree") && bench.exists("kept/file"))
        try await transport.remove("\(bench.root)/tree")
        try await transport.remove("\(bench.root)/kept/file")
        #expect(!bench.exists("kept/file"))
        for path in ["/", "//", "relative"] {
            await #expect(throws: TransportError.self) { try await transport.remove(path) }
        }
    }

    @Test("errors name the path and what to do")
    func errors() async throws {
        let file = FileContent(path: "f", text: "")
        let missing = await #expect(throws: TransportError.self) {
            try await transport.upload([file], to: "\(bench.root)/missing")
        }
        #expect(missing?.description == "\(bench.root)/missing/f: no such file or directory; check the path")
        let directory = await #expect(throws: TransportError.self) {
            _ = try await transport.download([bench.root], limit: 10)
        }
        #expect(directory?.description == "\(bench.root): is no regular file")
        let relative = await #expect(throws: TransportError.self) {
            _ = try await transport.download(["relative"], limit: 10)
        }
        #expect(relative?.description == "relative: the path must be absolute")
        let long = await #expect(throws: TransportError.self) {
            try await transport.createDirectory("/tmp/" + String(repeating: "x", count: 300))
        }
        #expect(long?.description.contains("too long") == true)
    }
}
