import Glibc

/// What a command reads, as a nameless file: unlike a pipe it cannot fill up, and a program that stops reading early
/// raises no SIGPIPE here.
struct StandardInput: ~Copyable {
    let descriptor: Int32

    init(_ bytes: [UInt8]) throws(TransportError) {
        descriptor = try bytes.isEmpty ? Self.openNothing() : Self.openFile(with: bytes)
    }

    deinit {
        close(descriptor)
    }

    private static func openNothing() throws(TransportError) -> Int32 {
        let file = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .file("/dev/null", errno) }
        return file
    }

    private static func openFile(with bytes: [UInt8]) throws(TransportError) -> Int32 {
        let name = "/hpltune-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        var file: Int32 = -1
        var path = ""
        // Memory first: it is there on every Linux but in the leanest containers.
        for directory in ["/dev/shm", "/tmp"] where file < 0 {
            path = directory + name
            file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        }
        guard file >= 0 else { throw .file(path, errno) }
        unlink(path)
        var failure = writeAll(bytes, to: file)
        if failure == nil, lseek(file, 0, SEEK_SET) != 0 { failure = errno }
        if let failure {
            close(file)
            throw .file(path, failure)
        }
        return file
    }
}

/// Writes all bytes, or returns the error number.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    bytes.withUnsafeBytes { buffer in
        var offset = 0
        while offset < buffer.count {
            let written = write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
            if written < 0 {
                if errno == EINTR { continue }
                return errno
            }
            offset += written
        }
        return nil
    }
}
