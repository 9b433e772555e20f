import Glibc
import Search

/// A file a user named, read whole.
enum InputBytes {
    /// - Parameters:
    ///   - path: `-` is standard input.
    ///   - limit: a larger file is not what it is taken for (`/dev/zero`).
    static func read(_ path: String, limit: Int = 8 << 30) throws -> [UInt8] {
        let file = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure(path) }
        defer { if file != STDIN_FILENO { close(file) } }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure(path) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(max(0, Int(status.st_size)) + 1)
        let chunk = 1 << 20
        while true {
            var failed = false
            let before = bytes.count
            let added = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
                let got = Glibc.read(file, buffer.baseAddress, chunk)
                failed = got < 0
                count = max(0, got)
            }
            if failed {
                if errno == EINTR { continue }
                throw failure(path)
            }
            bytes += added
            guard bytes.count <= limit else {
                throw FileError(
                    file: path, "is larger than \(limit >> 20) MiB; this is not the file you mean")
            }
            if bytes.count == before { return bytes }
        }
    }

    private static func failure(_ path: String) -> FileError {
        FileError(
            file: path,
            "cannot be read (\(String(cString: strerror(errno)))); check the name and its permissions")
    }
}
