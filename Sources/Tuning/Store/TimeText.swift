import Glibc

/// Times as users read them.
public enum TimeText {
    /// `2026-05-01 14:03:22`, in the local time zone.
    public static func local(_ seconds: Double) -> String {
        format(seconds, "%Y-%m-%d %H:%M:%S", localtime_r)
    }

    /// `2026-05-01T12:03:22Z`, as JSON and CSV have it.
    public static func iso8601(_ seconds: Double) -> String {
        format(seconds, "%Y-%m-%dT%H:%M:%SZ", gmtime_r)
    }

    private static func format(
        _ seconds: Double, _ pattern: String,
        _ split: (UnsafePointer<time_t>, UnsafeMutablePointer<tm>) -> UnsafeMutablePointer<tm>?
    ) -> String {
        var time = time_t(seconds)
        var parts = tm()
        guard split(&time, &parts) != nil else { return "\(seconds)" }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            let length = strftime(buffer.baseAddress, buffer.count, pattern, &parts)
            return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}
