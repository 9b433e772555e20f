import CStatfs

/// What kind of file system a database lies on. Write-ahead logging needs memory that all its processes share, which
/// machines that share a network file system do not have (https://www.sqlite.org/wal.html): there a rollback journal it is.
public struct FileSystem: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// Used by one machine only.
        case local
        /// Other machines may use it at the same time.
        case network
        /// Nobody can tell, so it is taken for shared.
        case unknown
    }

    /// As people call it: `NFS`, `Lustre`, `ext4`.
    public let name: String
    public let kind: Kind

    public init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }

    /// - Parameter type: `f_type` of statfs(2). The numbers are from there, from linux/magic.h, and from what Lustre,
    ///   GPFS, BeeGFS, PanFS and the others without a place in the kernel report.
    public init(type: UInt32) {
        if let name = Self.networks[type] {
            self.init(name: name, kind: .network)
        } else if let name = Self.locals[type] {
            self.init(name: name, kind: .local)
        } else if type == Self.fuse {
            self.init(name: "FUSE", kind: .unknown)
        } else {
            self.init(name: "of the unknown type 0x" + String(type, radix: 16), kind: .unknown)
        }
    }

    /// The file system that holds `path`, or the nearest folder above it that is there. `nil` when statfs fails.
    public init?(holding path: String) {
        var path = path[...]
        while true {
            var status = statfs()
            if statfs(path.isEmpty ? "/" : String(path), &status) == 0 {
                self.init(type: UInt32(truncatingIfNeeded: status.f_type))
                return
            }
            guard let slash = path.lastIndex(of: "/") else { return nil }
            path = path[..<slash]
        }
    }

    /// Whether a database on it can have a write-ahead log.
    var sharesMemory: Bool { kind == .local }

    private static let fuse: UInt32 = 0x6573_5546

    private static let networks: [UInt32: String] = [
        0x6969: "NFS", 0x517B: "SMB", 0xFF53_4D42: "CIFS", 0xFE53_4D42: "SMB", 0x5346_414F: "AFS",
        0x6B41_4653: "AFS", 0x0BD0_0BD0: "Lustre", 0x4750_4653: "GPFS", 0x1983_0326: "BeeGFS",
        0xAAD7_AAEA: "PanFS", 0x00C3_6400: "Ceph", 0x0116_1970: "GFS2", 0x7461_636F: "OCFS2",
        0x7375_7245: "Coda", 0x564C: "NCP", 0x0102_1997: "9p", 0x2003_0528: "OrangeFS", 0x6163_6673: "ACFS",
        0x0131_11A8: "IBRIX", 0xBEEF_DEAD: "SNFS", 0xBACB_ACBC: "VMware shared folders",
        0x786F_4256: "VirtualBox shared folders", 0x7C7C_6673: "Parallels shared folders",
    ]

    private static let locals: [UInt32: String] = [
        0xEF53: "ext4", 0x5846_5342: "XFS", 0x9123_683E: "Btrfs", 0x0102_1994: "tmpfs",
        0x8584_58F6: "ramfs", 0x794C_7630: "overlay", 0x2FC1_2FC1: "ZFS", 0xF2F5_2010: "F2FS",
        0xCA45_1A4E: "bcachefs", 0x3153_464A: "JFS", 0x5265_4973: "ReiserFS", 0x3434: "NILFS",
        0x4D44: "FAT", 0x2011_BAB0: "exFAT", 0x5346_544E: "NTFS", 0x7366_746E: "NTFS", 0xF15F: "eCryptfs",
        0x6175_6673: "aufs", 0x7371_7368: "SquashFS", 0x9660: "ISO 9660", 0x5346_4846: "WSL",
    ]
}
