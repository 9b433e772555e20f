import Glibc

/// Why a disk takes nothing more, whoever writes. It passes: the same will work once it is mended.
public enum DiskFault: Sendable, Hashable {
    case full, quota, readOnly

    init?(_ code: Int32) {
        switch code {
        case ENOSPC: self = .full
        case EDQUOT: self = .quota
        case EROFS: self = .readOnly
        default: return nil
        }
    }

    public var reason: String {
        switch self {
        case .full: "no space left on the device"
        case .quota: "the disk quota is used up"
        case .readOnly: "the file system is read-only"
        }
    }

    /// What to do about it.
    public var remedy: String {
        switch self {
        case .full, .quota: "free some space"
        case .readOnly: "make it writable again"
        }
    }
}
