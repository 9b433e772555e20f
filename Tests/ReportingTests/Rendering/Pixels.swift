import CCairo
import Foundation

@testable import Reporting

/// A picture as pixels, to look whether something is where it should be.
struct Pixels {
    private let width: Int
    private let height: Int
    private let rows: [[(red: UInt8, green: UInt8, blue: UInt8)]]

    init(of figure: Figure) throws {
        let surface = try CairoSurface(.png, width: figure.width, height: figure.height)
        let text = try CairoText()
        FigurePainter(context: try CairoContext(surface), isVector: false).paint(
            FigureLayout(figure: figure, measure: text).place())
        cairo_surface_flush(surface.handle)
        width = Int(cairo_image_surface_get_width(surface.handle))
        height = Int(cairo_image_surface_get_height(surface.handle))
        let stride = Int(cairo_image_surface_get_stride(surface.handle))
        guard let data = cairo_image_surface_get_data(surface.handle) else {
            rows = []
            return
        }
        let columns = 0..<width
        rows = (0..<height).map { row in
            // Blue, green, red and an unused byte, as Cairo has them on this machine.
            columns.map { column in
                let place = row * stride + column * 4
                return (data[place + 2], data[place + 1], data[place])
            }
        }
    }

    /// Whether a pixel in the box has that colour, but for rounding.
    func contains(_ color: FigureColor, in box: Box) -> Bool {
        let wanted = color.components
        func isNear(_ byte: UInt8, _ share: Double) -> Bool { abs(Double(byte) - share * 255) < 1.5 }
        let area = (
            rows: max(0, Int(box.y))..<min(height, Int(box.bottom.rounded(.up))),
            columns: max(0, Int(box.x))..<min(width, Int(box.right.rounded(.up)))
        )
        return rows[area.rows].contains { row in
            row[area.columns].contains {
                isNear($0.red, wanted.red) && isNear($0.green, wanted.green) && isNear($0.blue, wanted.blue)
            }
        }
    }
}

/// Programs that a machine may have.
enum Tool {
    static func has(_ name: String) -> Bool {
        ["/usr/bin/", "/usr/local/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + name) }
    }

    static func run(_ name: String, _ arguments: [String], input: [UInt8]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try Data(input).write(to: file)
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try FileManager.default.removeItem(at: file)
        return String(decoding: data, as: UTF8.self)
    }
}

/// The little of XML that tells whether a document is whole: elements closed in order, attributes quoted.
enum WellFormed {
    struct Failure: Error {
        let text: String
    }

    /// - Returns: how many elements are left open at the end.
    static func depth(_ text: String) throws -> Int {
        var open: [Substring] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            guard let end = rest[start...].firstIndex(of: ">") else { throw Failure(text: "no end of a tag") }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("?") || tag.hasPrefix("!") { continue }
            guard tag.count(where: { $0 == "\"" }).isMultiple(of: 2), !tag.contains("<") else {
                throw Failure(text: "a tag is broken: \(tag)")
            }
            let name = tag.drop { $0 == "/" }.prefix { !$0.isWhitespace && $0 != "/" }
            if tag.hasPrefix("/") {
                guard open.popLast() == name else { throw Failure(text: "\(name) was not open") }
            } else if !tag.hasSuffix("/") {
                open.append(name)
            }
        }
        return open.count
    }
}
