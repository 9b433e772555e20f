import Foundation

/// Sizes of files as people read them.
enum ByteText {
    /// `812 B`, `96.0 KiB`, `1.4 MiB`
    static func size(_ bytes: Int) -> String {
        if bytes < 1024 { return "\(bytes) B" }
        var value = Double(bytes) / 1024
        for unit in ["KiB", "MiB"] {
            if value < 1024 { return String(format: "%.1f %@", value, unit) }
            value /= 1024
        }
        return String(format: "%.1f GiB", value)
    }
}
