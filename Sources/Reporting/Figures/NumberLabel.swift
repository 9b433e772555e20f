import Glibc

/// Numbers as figures write them.
enum NumberLabel {
    /// `31.10`, `-0.5`, `12,000`; very large and very small ones as `1.5e+21`.
    static func plain(_ value: Double, decimals: Int) -> String {
        let places = min(decimals, 12)
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = (abs(value) * scale).rounded()
        guard scaled < 1e15, decimals <= places else { return String(value) }
        let digits = String(Int(scaled))
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let sign = value < 0 && scaled > 0 ? "-" : ""
        let whole = grouped(String(padded.dropLast(places)))
        return sign + whole + (places > 0 ? "." + padded.suffix(places) : "")
    }

    /// Four significant digits, as `best` and `trials` print rates: `38.71`, `1514`, `0.2961`.
    static func rate(_ value: Double) -> String {
        let decimals =
            switch abs(value) {
            case 1000...: 0
            case 100...: 1
            case 10...: 2
            case 1...: 3
            default: 4
            }
        return plain(value, decimals: decimals)
    }

    /// `40`, `10,000`
    static func whole(_ number: Int) -> String { plain(Double(number), decimals: 0) }

    /// `1 run`, `2 runs`
    static func count(_ number: Int, _ word: String) -> String {
        "\(whole(number)) \(word)\(number == 1 ? "" : "s")"
    }

    /// Commas from five digits on.
    private static func grouped(_ digits: String) -> String {
        guard digits.count > 4 else { return digits }
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }
}
