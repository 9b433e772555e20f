import Testing
import Tuning

@Suite("File systems")
struct FileSystemTests {
    @Test(
        "those that other machines share are told by their type",
        arguments: [
            (0x6969, "NFS"), (0x0BD0_0BD0, "Lustre"), (0x4750_4653, "GPFS"), (0x1983_0326, "BeeGFS"),
            (0xFF53_4D42, "CIFS"), (0xFE53_4D42, "SMB"), (0x5346_414F, "AFS"), (0x00C3_6400, "Ceph"),
            (0x0102_1997, "9p"), (0xAAD7_AAEA, "PanFS"),
        ] as [(UInt32, String)])
    func networks(type: UInt32, name: String) {
        #expect(FileSystem(type: type) == FileSystem(name: name, kind: .network))
    }

    @Test(
        "local ones, memory and containers among them",
        arguments: [
            (0xEF53, "ext4"), (0x5846_5342, "XFS"), (0x9123_683E, "Btrfs"), (0x0102_1994, "tmpfs"),
            (0x794C_7630, "overlay"), (0x2FC1_2FC1, "ZFS"),
        ] as [(UInt32, String)])
    func locals(type: UInt32, name: String) {
        #expect(FileSystem(type: type) == FileSystem(name: name, kind: .local))
    }

    @Test("what nobody knows, and FUSE, may be shared")
    func unknown() {
        #expect(FileSystem(type: 0x6573_5546) == FileSystem(name: "FUSE", kind: .unknown))
        #expect(FileSystem(type: 0x1234_ABCD).name == "of the unknown type 0x1234abcd")
        #expect(FileSystem(type: 0x1234_ABCD).kind == .unknown)
    }

    @Test("a file that is not there yet will be on the file system of its folder")
    func notThereYet() async throws {
        try await TemporaryFolder.with { folder in
            let place = try #require(FileSystem(holding: folder.path))
            #expect(FileSystem(holding: folder.path + "/not/there/hpltune.db") == place)
            // What the kernel makes up is on no disk.
            #expect(FileSystem(holding: "/proc/self")?.kind == .unknown)
        }
    }
}
