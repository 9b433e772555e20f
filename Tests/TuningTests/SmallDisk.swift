import Foundation

/// A file system in memory with so little room that it is soon full.
struct SmallDisk {
    let path: String

    /// Mounting takes the rights of root, which containers often lack even then.
    static let isPermitted: Bool = {
        let path = NSTemporaryDirectory() + "hpltune-mount-" + UUID().uuidString
        guard mkdir(path, 0o700) == 0 else { return false }
        defer { rmdir(path) }
        guard mount("tmpfs", path, "tmpfs", 0, "size=64k") == 0 else { return false }
        return umount2(path, Int32(MNT_DETACH)) == 0
    }()

    /// - Parameter kilobytes: of the whole disk.
    static func with(
        kilobytes: Int, in folder: TemporaryFolder, named name: String = "disk",
        _ body: (SmallDisk) async throws -> Void
    ) async throws {
        let path = folder.path + "/" + name
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM)
        }
        defer { umount2(path, Int32(MNT_DETACH)) }
        try await body(SmallDisk(path: path))
    }

    /// Takes all the room there is.
    func fill() {
        let file = open(path + "/filler", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        defer { close(file) }
        for size in [4_096, 1] {
            let bytes = [UInt8](repeating: 0, count: size)
            while write(file, bytes, size) > 0 {}
        }
    }

    /// Tries for a while: a program that another test is just starting has our files open until it runs.
    func makeReadOnly() async throws {
        for _ in 0..<100 {
            if mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0 { return }
            guard errno == EBUSY else { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM)
    }

    /// Emptied before it is removed: a program that another test is just starting may have it open.
    func free() {
        truncate(path + "/filler", 0)
        unlink(path + "/filler")
    }
}
