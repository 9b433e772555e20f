/// Draws any figure. The same figure always gives the same bytes.
public enum FigureRenderer {
    /// Widths that a picture can have; beyond the largest, its memory would be more than half a gigabyte.
    public static let widths = 200...10_000

    /// - Parameters:
    ///   - width: pixels of a PNG, units of an SVG, points of a PDF; `nil` for the figure's own. The height follows.
    /// - Throws: `RenderingError`.
    public static func bytes(
        of figure: Figure, as format: PictureFormat, width: Int? = nil
    ) throws -> [UInt8] {
        let text = try CairoText()
        let placed = FigureLayout(figure: figure, measure: text).place()
        try text.check()
        let scale = Double(width ?? Int(figure.width)) / figure.width
        let surface = try CairoSurface(
            format, width: figure.width * scale, height: (figure.height * scale).rounded())
        surface.setTitle(figure.title)
        let context = try CairoContext(surface)
        context.scale(scale)
        FigurePainter(context: context, isVector: format != .png).paint(placed)
        try context.check()
        return try surface.finish()
    }
}
