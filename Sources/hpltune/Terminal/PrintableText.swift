extension String {
    /// The text on one line, harmless to a terminal, and not too long: what came from a file or an output is not to be
    /// trusted with escape codes.
    func printable(limit: Int = 600) -> String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\t": text += " "
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case _ where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value): text += "\u{FFFD}"
            default: text.unicodeScalars.append(scalar)
            }
            if text.utf8.count > limit { return text + "…" }
        }
        return text
    }
}
