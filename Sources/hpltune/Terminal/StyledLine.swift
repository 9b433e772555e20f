/// A line of the live view and how it is set off.
struct StyledLine: Equatable {
    enum Style {
        case plain, strong, faint, bad
    }

    let text: String
    let style: Style

    init(_ text: String, _ style: Style = .plain) {
        self.text = text
        self.style = style
    }

    /// No wider than `columns`, of whole words; with the terminal's codes for bold, dim and red when it may have colour.
    func rendered(columns: Int, colour: Bool) -> String {
        let clipped = WrappedText.clipped(text, columns: columns)
        guard colour else { return clipped }
        switch style {
        case .plain: return clipped
        case .strong: return "\u{1B}[1m\(clipped)\u{1B}[0m"
        case .faint: return "\u{1B}[2m\(clipped)\u{1B}[0m"
        case .bad: return "\u{1B}[31m\(clipped)\u{1B}[0m"
        }
    }
}
