import Glibc

extension LocalTransport {
    public func upload(_ files: [FileContent], to directory: String) async throws {
        try Self.requireAbsolute(directory)
        for file in files {
            try Task.checkCancellation()
            try Self.publish(file, at: directory + "/" + file.path)
        }
    }

    public func download(_ paths: [String], limit: Int) async throws -> [FileContent] {
        var files: [FileContent] = []
        for path in paths {
            try Task.checkCancellation()
            try Self.requireAbsolute(path)
            if let file = try Self.read(path, limit: limit) { files.append(file) }
        }
        return files
    }

    public func createDirectory(_ path: String) async throws {
        try Self.requireAbsolute(path)
        var prefix = ""
        for part in path.split(separator: "/") {
            prefix += "/" + part
            if mkdir(prefix, 0o755) == 0 { continue }
            let code = errno
            // Directories above may exist and be closed to us (EACCES, EROFS): what counts is that they are there.
            var status = stat()
            guard stat(prefix, &status) == 0 else {
                if code == EEXIST, errno == ENOENT {
                    throw TransportError.file(
                        path: prefix,
                        reason: "is a link to what is not there; mount that again, or remove the link")
                }
                throw TransportError.file(prefix, code)
            }
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw TransportError.file(
                    path: prefix,
                    reason: "is there already and no directory; remove it or choose another folder")
            }
        }
    }

    public func remove(_ path: String) async throws {
        try Self.requireAbsolute(path)
        guard path.contains(where: { $0 != "/" }) else {
            throw TransportError.file(path: path, reason: "the root directory is never removed")
        }
        try Self.removeTree(path)
    }

    private static func requireAbsolute(_ path: String) throws(TransportError) {
        if path.utf8.contains(0) { throw .file(path: path, reason: "a path cannot contain a NUL byte") }
        guard path.hasPrefix("/") else { throw .file(path: path, reason: "the path must be absolute") }
    }

    /// Writes under a temporary name, then renames: a reader sees the old file or the whole new one. It does not wait for
    /// the disk: files go to jobs, of which nothing is left when the power fails, and which are written anew then.
    private static func publish(_ content: FileContent, at path: String) throws(TransportError) {
        try requireAbsolute(path)
        let temporary = path + ".\(getpid()).\(UInt32.random(in: 0...UInt32.max)).tmp"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(content.permissions))
        guard file >= 0 else { throw .file(path, errno) }
        var failure = writeAll(content.bytes, to: file)
        // Network file systems report a full disk as late as here.
        if close(file) != 0, failure == nil { failure = errno }
        if failure == nil, rename(temporary, path) != 0 { failure = errno }
        if let failure {
            unlink(temporary)
            throw .file(path, failure)
        }
    }

    private static func read(_ path: String, limit: Int) throws(TransportError) -> FileContent? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .file(path, errno)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .file(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .file(path: path, reason: "is no regular file")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(Int(status.st_size), limit))
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .file(path, errno)
            }
            if count == 0 { return FileContent(path: path, bytes: bytes) }
            let room = limit - bytes.count
            bytes.append(contentsOf: buffer[..<min(count, max(0, room))])
            if count > room { return FileContent(path: path, bytes: bytes, isTruncated: true) }
        }
    }

    private static func removeTree(_ path: String) throws(TransportError) {
        if unlink(path) == 0 || errno == ENOENT { return }
        // Linux says EISDIR for a directory, POSIX EPERM.
        guard errno == EISDIR || errno == EPERM else { throw .file(path, errno) }
        guard let directory = opendir(path) else { throw .file(path, errno) }
        var names: [String] = []
        while let record = readdir(directory) {
            let name = withUnsafePointer(to: &record.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        closedir(directory)
        for name in names { try removeTree(path + "/" + name) }
        guard rmdir(path) == 0 || errno == ENOENT else { throw .file(path, errno) }
    }
}
