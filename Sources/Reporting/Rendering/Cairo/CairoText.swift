import CCairo

/// Measures text with the font it will be drawn in.
struct CairoText: TextMeasure {
    /// Fontconfig's word for whatever the system has.
    static let family = "sans-serif"

    private let context: CairoContext

    init() throws {
        context = try CairoContext(try CairoSurface(.png, width: 1, height: 1))
    }

    func check() throws { try context.check() }

    func width(of text: String, _ style: TextStyle) -> Double {
        context.setFont(style)
        var extents = cairo_text_extents_t()
        cairo_text_extents(context.handle, Self.printable(text), &extents)
        return extents.x_advance
    }

    func height(of style: TextStyle) -> (ascent: Double, descent: Double) {
        context.setFont(style)
        var extents = cairo_font_extents_t()
        cairo_font_extents(context.handle, &extents)
        return (extents.ascent, extents.descent)
    }

    /// Control characters have no glyph, and a zero would end the text.
    static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7f...0x9f).contains($0.value) })
        else { return text }
        var clean = ""
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
            clean.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
        }
        return clean
    }
}
