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

    /// `20260501T120322Z`, as file names have it.
    public static func compact(_ seconds: Double) -> String {
        format(seconds, "%Y%m%dT%H%M%SZ", gmtime_r)
    }

    /// What `compact` wrote; `nil` for anything else.
    static func seconds(compact text: Substring) -> Double? {
        let pattern = "00000000T000000Z"
        guard text.count == pattern.count,
            zip(text, pattern).allSatisfy({ $1 == "0" ? $0.isASCII && $0.isNumber : $0 == $1 })
        else { return nil }
        let digits = text.filter(\.isNumber)
        func number(_ start: Int, _ count: Int) -> Int32 { Int32(digits.dropFirst(start).prefix(count)) ?? 0 }
        var parts = tm()
        parts.tm_year = number(0, 4) - 1900
        parts.tm_mon = number(4, 2) - 1
        parts.tm_mday = number(6, 2)
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (number(8, 2), number(10, 2), number(12, 2))
        let seconds = Double(timegm(&parts))
        // The 31st of February is none.
        return compact(seconds) == text ? seconds : nil
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
