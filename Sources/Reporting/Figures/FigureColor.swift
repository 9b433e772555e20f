/// What a colour is for. Series take theirs from the palette of Okabe and Ito, "Color Universal Design" (2008), which people
/// with any kind of colour vision can tell apart; the meaning never hangs on the colour alone.
public enum FigureColor: String, Sendable, Codable, CaseIterable {
    case orange, skyBlue, green, yellow, blue, vermilion, purple
    /// Text and means.
    case ink
    /// Text that steps back.
    case softInk
    /// What is there for comparison only.
    case gray
    /// Ticks and the line of an axis.
    case axis
    /// Grid lines.
    case grid
    /// Areas behind everything.
    case shade
    case paper

    /// Red, green and blue in 0...1.
    public var components: (red: Double, green: Double, blue: Double) {
        let code: UInt32 =
            switch self {
            case .orange: 0xE69F00
            case .skyBlue: 0x56B4E9
            case .green: 0x009E73
            case .yellow: 0xF0E442
            case .blue: 0x0072B2
            case .vermilion: 0xD55E00
            case .purple: 0xCC79A7
            case .ink: 0x222222
            case .softInk: 0x5A5A5A
            case .gray: 0x8C8C8C
            case .axis: 0x9A9A9A
            case .grid: 0xE4E4E4
            case .shade: 0xF4F4F2
            case .paper: 0xFFFFFF
            }
        func share(_ shift: UInt32) -> Double { Double(code >> shift & 0xFF) / 255 }
        return (share(16), share(8), share(0))
    }
}
