import Glibc
import Search

/// A file a user named, read whole.
enum InputBytes {
    /// - Parameters:
    ///   - path: `-` is standard input.
    ///   - limit: a larger file is not what it is taken for (`/dev/zero`).
    static func read(_ path: String, limit: Int = 2 << 30) throws -> [UInt8] {
        let file = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure(path) }
        defer { if file != STDIN_FILENO { close(file) } }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure(path) }
        let kind = status.st_mode & S_IFMT
        guard file == STDIN_FILENO || kind == S_IFREG || kind == S_IFIFO else {
            throw FileError(
                file: path, "is no file but a \(kind == S_IFDIR ? "folder" : "device"); name a file")
        }
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

    /// The last `count` bytes of a regular file.
    static func tail(_ path: String, _ count: Int) throws -> [UInt8] {
        try part(path, count) { max(0, $0 - count) }
    }

    /// The first `count` bytes of a regular file.
    static func head(_ path: String, _ count: Int) throws -> [UInt8] { try part(path, count) { _ in 0 } }

    private static func part(_ path: String, _ count: Int, from start: (_ size: Int) -> Int) throws -> [UInt8]
    {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure(path) }
        let start = start(Int(status.st_size))
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
            read = max(0, pread(file, buffer.baseAddress, count, start))
        }
    }

    private static func failure(_ path: String) -> FileError {
        FileError(
            file: path,
            "cannot be read (\(String(cString: strerror(errno)))); check the name and its permissions")
    }
}
