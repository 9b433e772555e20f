import CCairo

/// The pen: a `cairo_t`, freed with this object. Cairo remembers the first thing that went wrong and then does nothing
/// more, so one `check` at the end tells of all.
final class CairoContext {
    let handle: OpaquePointer
    /// A context draws on a surface: this one.
    private let surface: CairoSurface

    init(_ surface: CairoSurface) throws {
        guard let handle = cairo_create(surface.handle) else { throw RenderingError(CAIRO_STATUS_NO_MEMORY) }
        self.handle = handle
        self.surface = surface
        try check()
        setFontOptions()
    }

    deinit { cairo_destroy(handle) }

    func check() throws { try CairoSurface.check(cairo_status(handle)) }

    /// Unhinted widths: text is as wide in every format and at every scale as it was measured.
    private func setFontOptions() {
        let options = cairo_font_options_create()
        defer { cairo_font_options_destroy(options) }
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_set_font_options(handle, options)
    }

    func scale(_ factor: Double) { cairo_scale(handle, factor, factor) }

    func setColor(_ color: FigureColor, opacity: Double = 1) {
        let (red, green, blue) = color.components
        if opacity < 1 {
            cairo_set_source_rgba(handle, red, green, blue, opacity)
        } else {
            cairo_set_source_rgb(handle, red, green, blue)
        }
    }

    func move(_ x: Double, _ y: Double) { cairo_move_to(handle, x, y) }
    func line(_ x: Double, _ y: Double) { cairo_line_to(handle, x, y) }
    func close() { cairo_close_path(handle) }

    func rectangle(_ box: Box) { cairo_rectangle(handle, box.x, box.y, box.width, box.height) }

    func fill() { cairo_fill(handle) }

    /// - Parameters:
    ///   - round: round ends; without it they are cut off straight.
    ///   - dashes: lengths of dash and gap.
    func stroke(width: Double, round: Bool = false, dashes: [Double] = []) {
        cairo_set_line_width(handle, width)
        cairo_set_line_cap(handle, round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
        cairo_set_line_join(handle, round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER)
        cairo_set_dash(handle, dashes, Int32(dashes.count), 0)
        cairo_stroke(handle)
    }

    /// What `body` draws is cut off at the box.
    func clipped(to box: Box, _ body: () -> Void) {
        cairo_save(handle)
        rectangle(box)
        cairo_clip(handle)
        body()
        cairo_restore(handle)
    }

    func setFont(_ style: TextStyle) {
        cairo_select_font_face(
            handle, CairoText.family, CAIRO_FONT_SLANT_NORMAL,
            style.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
        cairo_set_font_size(handle, style.size)
    }

    /// One line, beginning at `x` on the baseline `y`.
    func show(_ text: String, _ style: TextStyle, x: Double, y: Double) {
        setFont(style)
        move(x, y)
        cairo_show_text(handle, CairoText.printable(text))
        cairo_new_path(handle)
    }
}
