import Testing

@testable import Reporting

@Suite("The layout of figures")
struct FigureLayoutTests {
    private func placed(_ figure: Figure) throws -> PlacedFigure {
        let text = try CairoText()
        let placed = FigureLayout(figure: figure, measure: text).place()
        try text.check()
        return placed
    }

    @Test(
        "no two labels overlap, all are on the picture, and nothing of what has to be said is missing",
        arguments: SampleStudies.all.map(\.name))
    func labels(name: String) throws {
        try check(try #require(SampleStudies.all.first { $0.name == name }?.study))
    }

    @Test("the same for studies made by chance", arguments: 1...60)
    func anyStudy(seed: UInt64) throws {
        try check(SampleStudies.random(seed: seed))
    }

    private func check(_ study: ChartedStudy) throws {
        for chart in Charts.all {
            let figure = chart.figure(of: study)
            let placed = try placed(figure)
            let canvas = Box(x: 0, y: 0, width: figure.width, height: figure.height)
            for (index, label) in placed.labels.enumerated() {
                #expect(canvas.contains(label.box), "\(chart.kind): `\(label.text)` is cut off: \(label.box)")
                for other in placed.labels[(index + 1)...] {
                    #expect(
                        !label.box.overlaps(other.box), "\(chart.kind): `\(label.text)` on `\(other.text)`")
                }
            }
            #expect(placed.labels.filter { $0.role == .legend }.count == figure.legend.count)
            #expect(placed.keys.count == figure.legend.count)
            for (panel, frame) in zip(figure.panels, placed.panels) {
                #expect(canvas.contains(frame.whole))
                #expect(frame.frame.width > 150 && frame.frame.height > 75, "\(chart.kind): \(frame.frame)")
                for line in panel.lines {
                    #expect(line.label == nil || placed.labels.contains { $0.text == line.label })
                }
                for annotation in panel.annotations {
                    #expect(placed.labels.contains { $0.text == annotation.text }, "\(annotation.text)")
                }
                let ends = panel.series.compactMap(\.endLabel) + panel.endTicks.map(\.label)
                for end in ends { #expect(placed.labels.contains { $0.text == end }) }
                if panel.message == nil {
                    let below = placed.labels.filter {
                        $0.role == .tick && $0.box.y > frame.whole.bottom
                            && $0.box.center >= frame.frame.x - 1
                            && $0.box.center <= frame.frame.right + 1
                    }
                    #expect(
                        below.count >= min(2, panel.horizontal.ticks.count),
                        "\(chart.kind): only \(below.map(\.text)) below")
                }
            }
        }
    }

    @Test("text can be read at 800 pixels")
    func sizes() {
        #expect(TextStyle.allCases.allSatisfy { $0.size >= 11 })
    }

    @Test("texts are broken at spaces, inside endless words, and cut at the end", arguments: [1, 2, 3])
    func wrapping(lines: Int) throws {
        let text = try CairoText()
        for sample in [
            "short", String(repeating: "word ", count: 80), String(repeating: "W", count: 200), "",
        ] {
            let wrapped = text.wrapped(sample, .subtitle, width: 300, lines: lines)
            #expect((1...lines).contains(wrapped.count))
            #expect(wrapped.allSatisfy { text.width(of: $0, .subtitle) <= 300 })
            let isWhole = wrapped.joined().filter { $0 != " " } == sample.filter { $0 != " " }
            #expect(isWhole || wrapped.last?.hasSuffix("…") == true, "\(wrapped)")
        }
    }

    @Test("end labels at one height are moved apart, and stay on the frame")
    func endLabels() throws {
        let axis = Axis.linear("x", from: 0, to: 1, count: 4)
        let ends = (1...12).map {
            Series(
                .line, color: .blue, size: 2, x: [0, 1], y: [0.5, $0 < 6 ? 0.999 : 0.001],
                endLabel: "end \($0)")
        }
        let placed = try placed(
            Figure(title: "t", panels: [Panel(horizontal: axis, vertical: axis, series: ends)], height: 300))
        let labels = placed.labels.filter { $0.role == .end }
        #expect(labels.count == 12)
        for (label, next) in zip(labels, labels.dropFirst()) {
            #expect(label.box.bottom <= next.box.y + 0.01)
        }
        // Of equals the first is the uppermost.
        #expect(labels.map(\.text) == (1...12).map { "end \($0)" })
    }
}
