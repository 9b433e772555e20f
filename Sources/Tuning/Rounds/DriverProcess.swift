import Glibc

/// This process as a lease holder, and whether another one is still there.
public enum DriverProcess {
    /// This process, wanting a lease at the Unix time `now`.
    public static func holder(at now: Double) -> LeaseHolder {
        var generator = SystemRandomNumberGenerator()
        return LeaseHolder(
            owner: String(generator.next(), radix: 36) + String(generator.next(), radix: 36),
            host: hostname, pid: getpid(), processStart: start(of: getpid()) ?? "", takenAt: now)
    }

    /// The holder ran on this host, and its process has ended (or the machine was rebooted since).
    public static func isGone(_ holder: LeaseHolder) -> Bool {
        holder.host == hostname && start(of: holder.pid) != holder.processStart
    }

    static var hostname: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Field 22 of `/proc/PID/stat` (start time in ticks) behind the boot's id; `nil` when there is no such process, or
    /// nothing of it but its name.
    private static func start(of pid: Int32) -> String? {
        guard let stat = contents("/proc/\(pid)/stat"), let nameEnd = stat.lastIndex(of: ")") else {
            return nil
        }
        // The name in parentheses may hold spaces; the fields after it are plain. The first of them is field 3.
        let fields = stat[nameEnd...].dropFirst().split(separator: " ")
        // One that was killed and that nobody has asked about does nothing any more.
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        let boot = contents("/proc/sys/kernel/random/boot_id")?.prefix { $0 != "\n" } ?? ""
        return "\(boot):\(fields[19])"
    }

    private static func contents(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        return withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
            let count = Glibc.read(file, buffer.baseAddress, buffer.count)
            guard count > 0 else { return nil }
            return String(decoding: buffer[..<count], as: UTF8.self)
        }
    }
}
