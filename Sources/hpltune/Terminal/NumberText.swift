import Foundation
import HPL
import Search
import Tuning

/// Numbers as people read them.
enum NumberText {
    /// Four significant digits: `38.71`, `1514`, `0.2961`.
    static func gflops(_ value: Double) -> String {
        switch value.magnitude {
        case 1000...: String(format: "%.0f", value)
        case 100...: String(format: "%.1f", value)
        case 10...: String(format: "%.2f", value)
        case 1...: String(format: "%.3f", value)
        default: String(format: "%.4f", value)
        }
    }

    /// A column of rates, with as many decimals for all as the largest needs.
    static func gflops(_ value: Double, inColumnUpTo largest: Double) -> String {
        let decimals = largest >= 1000 ? 1 : largest >= 10 ? 2 : largest >= 1 ? 3 : 4
        return String(format: "%.\(decimals)f", value)
    }

    /// `4.21` below a minute, above `1:28` or `2:03:00`; of less than a second three significant digits, `0.00213`.
    static func seconds(_ value: Double) -> String {
        if value >= 60 { return clock(value) }
        guard value > 0, value < 0.995 else { return String(format: "%.2f", value) }
        let zeros = Int((-log10(value)).rounded(.down))
        return String(format: "%.*f", min(9, zeros + 3), value)
    }

    /// Of HPL's own time. It prints hundredths of a second, which tell little or nothing of a short run; its rate does.
    static func seconds(_ value: Double, n: Int, gflops: Double) -> String {
        value < 1 && gflops > 0 ? seconds(ResultRow.operations(n: n) / 1e9 / gflops) : seconds(value)
    }

    static func seconds(of measurement: Tuning.Measurement) -> String {
        seconds(measurement.seconds, n: measurement.n, gflops: measurement.gflops)
    }

    /// `1:28`, `2:03:00`
    static func clock(_ value: Double) -> String {
        guard value.isFinite, value < 1e12 else { return "?" }
        let seconds = Int(max(0, value).rounded())
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        return hours > 0
            ? String(format: "%d:%02d:%02d", hours, minutes, seconds % 60)
            : String(format: "%d:%02d", minutes, seconds % 60)
    }

    /// `0.02 s`, `4 s`, `3.5 min`, `2.1 h`
    static func duration(_ seconds: Double) -> String {
        func tenths(_ value: Double) -> String {
            let text = String(format: "%.1f", value)
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        }
        if seconds > 0, seconds < 0.095 {
            return String(format: "%.*f s", min(9, Int((-log10(seconds)).rounded(.up))), seconds)
        }
        if seconds < 120 { return "\(tenths(seconds)) s" }
        return seconds < 7200 ? "\(tenths(seconds / 60)) min" : "\(tenths(seconds / 3600)) h"
    }

    /// `+6.1 %`
    static func gain(_ share: Double) -> String {
        String(format: "%+.1f %%", share * 100)
    }

    /// `0.8 standard deviations above`
    static func deviations(_ value: Double) -> String {
        let number = String(format: "%.1f", value.magnitude)
        return number == "0.0"
            ? "as expected" : "\(number) standard deviations \(value > 0 ? "above" : "below")"
    }

    static func residual(_ value: Double) -> String {
        String(format: "%.1e", value)
    }

    static func nodeHours(_ value: Double) -> String {
        String(format: value < 0.01 ? "%.5f" : value < 1 ? "%.3f" : "%.1f", value)
    }

    /// `1 run`, `2 runs`, `2 retries`, `2 days`
    static func count(_ number: Int, _ word: String) -> String {
        counted(number, word)
    }
}
