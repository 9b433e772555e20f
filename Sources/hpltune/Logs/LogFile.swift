import Dispatch
import Glibc

/// A log file that is renamed to `NAME.log.1` when it has grown to a megabyte; three old ones are kept.
///
/// A log that cannot be written is said once on standard error and then left alone: it must never stop a study.
final class LogFile: Sendable {
    private static let sizeLimit = 1 << 20
    private static let oldFiles = 3

    private let path: String
    private let queue = DispatchQueue(label: "hpltune.log")
    nonisolated(unsafe) private var descriptor: Int32

    static func open(folder: String, name: String) -> LogFile {
        var path = ""
        for part in folder.split(separator: "/") {
            path += "/\(part)"
            mkdir(path, 0o700)
        }
        return LogFile(path: "\(folder)/\(name).log")
    }

    private init(path: String) {
        self.path = path
        descriptor = Self.opened(path)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    func append(_ line: String) {
        queue.sync {
            guard descriptor >= 0 else { return }
            rotateWhenFull()
            _ = Terminal.writeAll(Array((line + "\n").utf8), to: descriptor)
        }
    }

    private func rotateWhenFull() {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size >= Self.sizeLimit else { return }
        for number in stride(from: Self.oldFiles - 1, through: 1, by: -1) {
            rename("\(path).\(number)", "\(path).\(number + 1)")
        }
        rename(path, "\(path).1")
        close(descriptor)
        descriptor = Self.opened(path)
    }

    private static func opened(_ path: String) -> Int32 {
        // Logs name hosts, paths and modules: for the user's own eyes.
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        if descriptor < 0 {
            Terminal.complain("warning: no log is written: \(path): \(String(cString: strerror(errno)))")
        }
        return descriptor
    }
}
