import Glibc

/// A file a user asked for: a regular file is written whole or not at all, anything else (`/dev/stdout`, a pipe) as it comes.
enum OutputFile {
    /// - Returns: whether that is a regular file.
    @discardableResult
    static func write(_ text: String, to path: String) throws -> Bool {
        try write(Array(text.utf8), to: path)
    }

    @discardableResult
    static func write(_ bytes: [UInt8], to path: String) throws -> Bool {
        // Through links to the file itself: the link stays.
        let target = resolved(path) ?? path
        var status = stat()
        let exists = stat(target, &status) == 0
        guard !exists || status.st_mode & S_IFMT == S_IFREG else {
            try write(bytes, into: target, O_WRONLY, complainingOf: path)
            return false
        }
        let temporary = "\(target).hpltune-\(getpid())"
        do {
            try write(bytes, into: temporary, O_WRONLY | O_CREAT | O_TRUNC, complainingOf: path)
            if exists, chmod(temporary, status.st_mode & 0o7777) != 0 { throw failure(path) }
            guard rename(temporary, target) == 0 else { throw failure(path) }
        } catch {
            unlink(temporary)
            throw error
        }
        return true
    }

    /// For a command whose result it is: says which file was written, beside what may be read from standard output.
    static func writeAndTell(_ bytes: [UInt8], to path: String) throws {
        if try write(bytes, to: path) { Terminal.complain("Written: \(path.printable())") }
    }

    private static func write(
        _ bytes: [UInt8], into path: String, _ flags: Int32, complainingOf name: String
    ) throws {
        let file = open(path, flags | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw failure(name) }
        guard Terminal.writeAll(bytes, to: file) else {
            let error = failure(name)
            close(file)
            throw error
        }
        guard close(file) == 0 else { throw failure(name) }
    }

    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    private static func failure(_ path: String) -> CommandFailure {
        CommandFailure(
            "\(path): cannot be written (\(String(cString: strerror(errno)))); choose another place with -o")
    }
}
