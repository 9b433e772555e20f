import Execution
import Search

/// A file of measurements a user named, read whole; a compressed one (by its name or its first bytes) through `gzip -dc`.
enum TableBytes {
    /// Far more than any table of measurements.
    private static let limit = 1 << 30
    private static let timeout: Duration = .seconds(300)

    static func read(_ path: String, transport: LocalTransport) async throws -> [UInt8] {
        let bytes = try InputBytes.read(path)
        guard path.hasSuffix(".gz") || bytes.starts(with: [0x1f, 0x8b]) else { return bytes }
        var gzip = Command(argv: ["gzip", "-dc"])
        gzip.standardInput = bytes
        let output = try await transport.run(gzip, timeout: timeout, outputLimit: limit)
        guard output.succeeded else {
            throw FileError(
                file: path,
                "gzip cannot read it (\(output.complaint)); check that it is whole and gzip is installed")
        }
        guard !output.truncated else {
            throw FileError(file: path, "larger than 1 GiB once decompressed; give a smaller file")
        }
        return output.stdout
    }
}
