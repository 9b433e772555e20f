import Glibc

extension TransportError {
    /// A failed system call on a path, in words.
    static func file(_ path: String, _ code: Int32) -> TransportError {
        DiskFault(code).map { .unwritable(path: path, $0) } ?? .file(path: path, reason: reason(code))
    }

    private static func reason(_ code: Int32) -> String {
        switch code {
        case EACCES, EPERM: "permission denied; choose a folder that you may write"
        case ENOENT: "no such file or directory; check the path"
        case ENOTDIR: "a part of the path is not a directory; check the path"
        case ENAMETOOLONG: "the path is too long; choose a shorter one"
        case EMFILE, ENFILE: "too many open files; raise the limit with `ulimit -n`"
        default: "\(String(cString: strerror(code))) (error \(code))"
        }
    }
}
