import Execution
import Foundation
import Testing

/// A file system in memory, for tests of full and read-only disks; only root may mount one.
private final class Mount {
    let path: String
    static let isPossible: Bool = {
        guard geteuid() == 0, let mount = try? Mount(options: "size=64k") else { return false }
        return FileManager.default.fileExists(atPath: mount.path)
    }()

    init(options: String) throws {
        path = NSTemporaryDirectory() + "hpltune-mount-\(JobToken.random())"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard mount("tmpfs", path, "tmpfs", 0, options) == 0 else {
            throw Bench.Failure("mount: \(String(cString: strerror(errno)))")
        }
    }

    func makeReadOnly() throws {
        guard mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0 else {
            throw Bench.Failure("remount: \(String(cString: strerror(errno)))")
        }
    }

    deinit {
        umount2(path, Int32(MNT_DETACH))
        rmdir(path)
    }
}

@Suite("Folders that cannot be written")
struct UnwritableFolderTests {
    @Test("a full disk is one line with the path, and no half file stays", .enabled(if: Mount.isPossible))
    func full() async throws {
        let bench = try Bench()
        let disk = try Mount(options: "size=64k")
        try await bench.transport.upload([FileContent(path: "old", text: "old")], to: disk.path)
        let big = FileContent(path: "old", bytes: Array(repeating: 1, count: 1 << 20))
        let error = await #expect(throws: TransportError.self) {
            try await bench.transport.upload([big], to: disk.path)
        }
        #expect(
            error?.description
                == "\(disk.path)/old: no space left on the device; free some space or choose another folder")
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["old"])
        #expect(try String(contentsOfFile: disk.path + "/old", encoding: .utf8) == "old")
    }

    @Test(
        "a disk that fills up during a job ends it: nothing is recorded, nothing else runs",
        .enabled(if: Mount.isPossible))
    func fills() async throws {
        let bench = try Bench()
        let disk = try Mount(options: "size=128k")
        var job = bench.job([
            bench.step("a", "head -c 1000000 /dev/zero; sleep 0.1"), bench.step("b", "true"),
        ])
        job.directory = disk.path + "/job"
        for index in job.steps.indices {
            job.steps[index].directory = "\(disk.path)/job/\(job.steps[index].name)"
        }
        let end = try await bench.run(job)
        #expect(end.state == .ended && end.steps.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: job.steps[1].directory + "/started.json"))
    }

    @Test("a read-only file system is named", .enabled(if: Mount.isPossible))
    func readOnly() async throws {
        let bench = try Bench()
        let disk = try Mount(options: "size=64k")
        try disk.makeReadOnly()
        var job = bench.job([bench.step("a", "true")])
        job.directory = disk.path + "/job"
        let error = await #expect(throws: TransportError.self) { _ = try await bench.runner.submit(job) }
        #expect(error?.description == "\(disk.path)/job: the file system is read-only; choose another folder")
    }

    @Test("a folder without permission is named", .enabled(if: geteuid() != 0))
    func denied() async throws {
        let bench = try Bench()
        chmod(bench.root, 0o555)
        defer { chmod(bench.root, 0o755) }
        let error = await #expect(throws: TransportError.self) {
            _ = try await bench.runner.submit(bench.job([bench.step("a", "true")]))
        }
        #expect(
            error?.description == "\(bench.root)/job: permission denied; choose a folder that you may write")
    }
}
