/// A file on its way to or from the place where jobs run.
public struct FileContent: Sendable, Hashable {
    /// Relative to the directory it is uploaded to; absolute when it was downloaded.
    public var path: String
    public var bytes: [UInt8]
    /// The file is larger than the limit asked for: these are its first bytes.
    public var isTruncated: Bool
    /// POSIX mode bits of a file to be written, less the umask.
    public var permissions: UInt32

    public init(path: String, bytes: [UInt8], isTruncated: Bool = false, permissions: UInt32 = 0o644) {
        self.path = path
        self.bytes = bytes
        self.isTruncated = isTruncated
        self.permissions = permissions
    }

    public init(path: String, text: String, permissions: UInt32 = 0o644) {
        self.init(path: path, bytes: Array(text.utf8), permissions: permissions)
    }

    /// The bytes as text; what is not UTF-8 becomes U+FFFD.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}
