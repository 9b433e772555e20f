import CCairo

/// Where a picture is drawn: a `cairo_surface_t`, freed with this object.
final class CairoSurface {
    let handle: OpaquePointer
    private let format: PictureFormat
    private let sink: ByteSink

    /// - Parameters:
    ///   - width: pixels, or points of a PDF.
    init(_ format: PictureFormat, width: Double, height: Double) throws {
        let sink = ByteSink()
        let handle =
            switch format {
            case .png: cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
            case .svg: cairo_svg_surface_create_for_stream(ByteSink.write, sink.closure, width, height)
            case .pdf: cairo_pdf_surface_create_for_stream(ByteSink.write, sink.closure, width, height)
            }
        // Cairo never returns nothing: without memory it returns a surface in an error state.
        guard let handle else { throw RenderingError(CAIRO_STATUS_NO_MEMORY) }
        self.handle = handle
        self.format = format
        self.sink = sink
        // From here on deinit frees the handle, also when this throws.
        try Self.check(cairo_surface_status(handle))
        switch format {
        case .png: break
        case .svg: cairo_svg_surface_set_document_unit(handle, CAIRO_SVG_UNIT_PX)
        case .pdf:
            // A date would make every file another one.
            cairo_pdf_surface_set_metadata(handle, CAIRO_PDF_METADATA_CREATE_DATE, "")
            cairo_pdf_surface_set_metadata(handle, CAIRO_PDF_METADATA_CREATOR, "hpltune")
        }
    }

    deinit {
        // The stream is written to until here.
        withExtendedLifetime(sink) { cairo_surface_destroy(handle) }
    }

    /// Where the format has a place for it.
    func setTitle(_ title: String) {
        if format == .pdf { cairo_pdf_surface_set_metadata(handle, CAIRO_PDF_METADATA_TITLE, title) }
    }

    /// Ends the drawing.
    ///
    /// - Returns: the whole file.
    func finish() throws -> [UInt8] {
        if format == .png {
            try Self.check(cairo_surface_write_to_png_stream(handle, ByteSink.write, sink.closure))
        }
        cairo_surface_finish(handle)
        try Self.check(cairo_surface_status(handle))
        return format == .svg ? SVGText.withFixedNames(sink.bytes) : sink.bytes
    }

    static func check(_ status: cairo_status_t) throws {
        if status != CAIRO_STATUS_SUCCESS { throw RenderingError(status) }
    }
}

extension RenderingError {
    init(_ status: cairo_status_t) {
        let reason = String(cString: cairo_status_to_string(status))
        self.init(description: "the picture cannot be drawn (Cairo: \(reason)); try a smaller --width")
    }
}

/// Takes the bytes that Cairo writes.
final class ByteSink {
    private(set) var bytes: [UInt8] = []

    /// What Cairo hands back to `write`; the sink must outlive the surface.
    var closure: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let write: cairo_write_func_t = { closure, data, count in
        guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
        return CAIRO_STATUS_SUCCESS
    }
}
