import Glibc

/// The processes of this machine as `/proc` shows them (proc(5)).
enum ProcessTable {
    struct Entry: Sendable {
        let pid: pid_t
        let session: pid_t
        /// A zombie, or about to vanish.
        let hasEnded: Bool
    }

    static func processes() -> [Entry] {
        guard let directory = opendir("/proc") else { return [] }
        defer { closedir(directory) }
        var entries: [Entry] = []
        while let record = readdir(directory) {
            let name = withUnsafeBytes(of: record.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard let pid = pid_t(name), let entry = entry(of: pid) else { continue }
            entries.append(entry)
        }
        return entries
    }

    /// `nil` when there is no such process (any more).
    static func entry(of pid: pid_t) -> Entry? {
        let file = open("/proc/\(pid)/stat", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 1024)
        let count = read(file, &buffer, buffer.count)
        // The name in parentheses may hold anything, parentheses too: the fields start after the last one.
        guard count > 0, let end = buffer[..<count].lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = buffer[(end + 1)..<count].split(separator: UInt8(ascii: " "))
        guard fields.count > 3, let session = pid_t(String(decoding: fields[3], as: UTF8.self)) else {
            return nil
        }
        let state = fields[0].first
        return Entry(
            pid: pid, session: session, hasEnded: state == UInt8(ascii: "Z") || state == UInt8(ascii: "X"))
    }
}
