import Glibc
import Search

/// A file a user asked for: written whole or not at all.
enum OutputFile {
    static func write(_ text: String, to path: String) throws {
        let temporary = "\(path).hpltune-\(getpid())"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw failure(path) }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                let error = failure(path)
                close(file)
                unlink(temporary)
                throw error
            }
            bytes = bytes.dropFirst(count)
        }
        guard close(file) == 0, rename(temporary, path) == 0 else {
            let error = failure(path)
            unlink(temporary)
            throw error
        }
    }

    private static func failure(_ path: String) -> CommandFailure {
        CommandFailure(
            "\(path): cannot be written (\(String(cString: strerror(errno)))); choose another place with -o")
    }
}
