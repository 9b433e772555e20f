/// 64-bit FNV-1a (Fowler, Noll, Vo 1991): the same in every process, unlike Swift's `Hasher`.
struct FNV1a {
    private(set) var bits: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func mix(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { bits = (bits ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
}
