import Glibc

extension TransportError {
    /// A failed system call on a path, in words.
    static func file(_ path: String, _ code: Int32) -> TransportError {
        .file(path: path, reason: reason(code))
    }

    private static func reason(_ code: Int32) -> String {
        switch code {
        case ENOSPC: "no space left on the device; free some space or choose another folder"
        case EDQUOT: "the disk quota is used up; free some space or choose another folder"
        case EACCES, EPERM: "permission denied; choose a folder that you may write"
        case EROFS: "the file system is read-only; choose another folder"
        case ENOENT: "no such file or directory; check the path"
        case ENOTDIR: "a part of the path is not a directory; check the path"
        case ENAMETOOLONG: "the path is too long; choose a shorter one"
        case EMFILE, ENFILE: "too many open files; raise the limit with `ulimit -n`"
        default: "\(String(cString: strerror(code))) (error \(code))"
        }
    }
}
