import Foundation
import Testing

@testable import Reporting

@Suite("Drawing figures")
struct FigureRendererTests {
    private static let figure = ConvergenceChart.figure(of: SampleStudies.everything)

    @Test("the same figure is the same bytes", arguments: PictureFormat.allCases)
    func stable(format: PictureFormat) throws {
        let first = try FigureRenderer.bytes(of: Self.figure, as: format)
        #expect(try FigureRenderer.bytes(of: Self.figure, as: format) == first)
        #expect(first.count > 10_000)
    }

    @Test(
        "a PNG has the size that was asked for, and the colours of what is in it",
        arguments: [800, 1600, 333])
    func png(width: Int) throws {
        let bytes = try FigureRenderer.bytes(of: Self.figure, as: .png, width: width)
        #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        func number(at place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        #expect(number(at: 16) == width)
        #expect(number(at: 20) == Int((Double(width) * 500 / 800).rounded()))
    }

    @Test("every series, line and lane is there in its colour")
    func pixels() throws {
        let pixels = try Pixels(of: Self.figure)
        for color: FigureColor in [
            .skyBlue, .orange, .blue, .green, .vermilion, .purple, .gray, .shade, .ink,
        ] {
            #expect(pixels.contains(color, in: Box(x: 0, y: 0, width: 800, height: 500)), "\(color)")
        }
        let empty = try Pixels(of: ConvergenceChart.figure(of: SampleStudies.study([])))
        for color: FigureColor in [.skyBlue, .orange, .blue, .green, .vermilion] {
            #expect(!empty.contains(color, in: Box(x: 0, y: 0, width: 800, height: 500)), "\(color)")
        }
    }

    @Test("a dot is where its value is")
    func place() throws {
        let axis = Axis.linear("x", from: 0, to: 10, count: 5)
        let dots = Series(.points, color: .vermilion, size: 8, x: [2, 8], y: [3, 7])
        let figure = Figure(title: "t", panels: [Panel(horizontal: axis, vertical: axis, series: [dots])])
        let frame = try #require(
            FigureLayout(figure: figure, measure: try CairoText()).place().panels.first)
        let pixels = try Pixels(of: figure)
        for (x, y) in [(2.0, 3.0), (8, 7)] {
            let around = Box(x: frame.x(x) - 1, y: frame.y(y) - 1, width: 2, height: 2)
            #expect(pixels.contains(.vermilion, in: around))
            let beside = Box(x: frame.x(x) + 6, y: frame.y(y) - 20, width: 20, height: 40)
            #expect(!pixels.contains(.vermilion, in: beside))
        }
    }

    @Test("every shape and symbol can be drawn, on linear and logarithmic axes and on names")
    func shapes() throws {
        let linear = Axis.linear("x", from: -2, to: 10, count: 5)
        let log = Axis.logarithmic("y", from: 0.5, to: 2000)
        let names = Axis.categories("", ["one", "two", "three"])
        let x = [0.0, 1, 2], y = [1.0, 10, 1000]
        let shapes: [Series] =
            [
                Series(.line, named: "line", color: .blue, size: 2, x: x, y: y),
                Series(.steps, named: "steps", color: .green, size: 2, x: x, y: y),
                Series(.bars, named: "bars", color: .yellow, size: 1, x: x, y: y),
                Series(
                    .band, named: "band", color: .orange, size: 1, x: x, y: y, low: [0.5, 5, 500],
                    high: [2, 20, 9e9]),
                Series(
                    .errorBars, named: "bars with ends", color: .ink, size: 6, x: x, y: y,
                    low: [0.1, 5, 500],
                    high: [2, 20, 2000]),
            ]
            + Symbol.allCases.map {
                Series(.points, named: $0.rawValue, color: .purple, symbol: $0, size: 7, x: x, y: y)
            }
        let lying = [
            Series(.bars, named: "lying", color: .skyBlue, size: 1, isHorizontal: true, x: [-1, 5, 9], y: x),
            Series(
                .errorBars, color: .ink, size: 5, isHorizontal: true, x: [-1, 5, 9], y: x, low: [-9, 4, 8],
                high: [0, 6, 99]),
        ]
        let figure = Figure(
            title: "Shapes",
            panels: [
                Panel(horizontal: linear, vertical: log, series: shapes),
                Panel(horizontal: linear, vertical: names, series: lying),
            ])
        let pixels = try Pixels(of: figure)
        for color: FigureColor in [.blue, .green, .yellow, .purple, .ink, .skyBlue] {
            #expect(pixels.contains(color, in: Box(x: 0, y: 0, width: 800, height: 400)), "\(color)")
        }
    }

    @Test("an SVG is well-formed, and has the size in it", arguments: SampleStudies.all.map(\.name))
    func svg(name: String) throws {
        let study = try #require(SampleStudies.all.first { $0.name == name }?.study)
        let bytes = try FigureRenderer.bytes(of: ConvergenceChart.figure(of: study), as: .svg)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("viewBox=\"0 0 800 500\""))
        #expect(try WellFormed.depth(text) == 0)
        #expect(!text.contains("nan") && !text.contains("inf"))
    }

    @Test("10,000 runs are an SVG of less than a megabyte, in less than a second")
    func tenThousand() throws {
        let study = try #require(SampleStudies.all.first { $0.name == "ten thousand" }?.study)
        let figure = ConvergenceChart.figure(of: study)
        let clock = ContinuousClock()
        for format in PictureFormat.allCases {
            var bytes: [UInt8] = []
            let time = try clock.measure { bytes = try FigureRenderer.bytes(of: figure, as: format) }
            #expect(bytes.count <= 1_000_000, "\(format): \(bytes.count) bytes")
            // The optimizer is off in tests, and others run beside them.
            #expect(time < .seconds(5), "\(format): \(time)")
        }
        // As rings, which are drawn twice, and as every run of the answer.
        var rings = figure
        for panel in rings.panels.indices {
            for series in rings.panels[panel].series.indices {
                rings.panels[panel].series[series].symbol = .ring
            }
        }
        #expect(try FigureRenderer.bytes(of: rings, as: .svg).count <= 1_000_000)
    }

    @Test("a PDF has the labels as text, and no date", .enabled(if: Tool.has("pdftotext")))
    func pdf() throws {
        let bytes = try FigureRenderer.bytes(of: Self.figure, as: .pdf)
        #expect(bytes.starts(with: Array("%PDF-1.".utf8)))
        #expect(!String(decoding: bytes, as: UTF8.self).contains("CreationDate"))
        let text = try Tool.run("pdftotext", ["-layout", "-", "-"], input: bytes)
        let placed = FigureLayout(figure: Self.figure, measure: try CairoText()).place()
        for label in placed.labels where !label.text.contains("  ") {
            #expect(text.contains(label.text), "`\(label.text)` is not in:\n\(text)")
        }
    }

    @Test("texts with control characters and zeros are drawn, not cut")
    func oddTexts() throws {
        #expect(CairoText.printable("a\u{0}b\nc") == "a\u{FFFD}b\u{FFFD}c")
        let axis = Axis.linear("x", from: 0, to: 1, count: 3)
        let figure = Figure(
            title: "zero \u{0} line\n größe 分 \u{202E}", panels: [Panel(horizontal: axis, vertical: axis)])
        for format in PictureFormat.allCases {
            #expect(try FigureRenderer.bytes(of: figure, as: format).count > 1000)
        }
    }

    @Test(
        "the ending decides",
        arguments: [
            ("a.png", .png), ("a/b.SVG", .svg), ("x.y.pdf", .pdf), ("a", nil), ("a.png/b", nil),
            ("a.jpg", nil),
            ("", nil), (".png", .png),
        ] as [(String, PictureFormat?)])
    func endings(path: String, format: PictureFormat?) {
        #expect(PictureFormat(path: path) == format)
    }

    @Test("a picture that is too large is an error in one line")
    func tooLarge() {
        #expect(throws: RenderingError.self) {
            try FigureRenderer.bytes(of: Self.figure, as: .png, width: 1_000_000)
        }
    }
}
