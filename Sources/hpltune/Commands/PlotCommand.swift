import ArgumentParser
import Foundation
import Reporting
import Search
import Tuning

struct PlotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plot", abstract: "Draw a study as PNG, SVG or PDF.",
        discussion: "Kinds:\n"
            + Charts.all.map {
                "  \($0.kind)".padding(toLength: 16, withPad: " ", startingAt: 0) + $0.summary
            }
            .joined(separator: "\n"))

    @OptionGroup var study: StudyArgument

    @Option(help: ArgumentHelp("What to draw; see above.", valueName: "kind"))
    var kind = ConvergenceChart.kind

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The file; its ending says what it becomes: png, svg or pdf.", valueName: "file"))
    var output: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Pixels of a PNG, points of a PDF (default: 800); the height follows.", valueName: "pixels"),
        transform: NumberArgument.whole)
    var width: Int?

    @OptionGroup var global: GlobalOptions

    @Flag(name: .customLong("json"), help: "Print the figure as JSON instead.")
    var isJSON = false

    func validate() throws {
        guard chart != nil else {
            throw ValidationError(
                unknownWord("kind of figure", kind, among: Charts.all.map { $0.kind }, listing: true))
        }
        if let width, !FigureRenderer.widths.contains(width) {
            let (least, most) = (FigureRenderer.widths.lowerBound, FigureRenderer.widths.upperBound)
            throw ValidationError("--width is between \(least) and \(most), not \(width)")
        }
        if isJSON {
            if output != nil {
                throw ValidationError("--json prints the figure, -o draws it; give one of them")
            }
            return
        }
        guard let output else {
            throw ValidationError("where should the figure go? Say -o FILE.png, -o FILE.svg or -o FILE.pdf")
        }
        guard PictureFormat(path: output) != nil else {
            let endings = PictureFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("`\(output)` has none of the endings \(endings); give it one of them")
        }
    }

    private var chart: (any Chart.Type)? { Charts.all.first { $0.kind == kind } }

    func run() throws {
        let store = try global.openForReading()
        let record = try study.record(in: store)
        let trials = try store.trials(ofStudy: record.id)
        let study = ChartedStudy(
            try LoadedStudy(record), trials: trials,
            calibrations: try store.calibrations(ofStudy: record.id))
        guard let chart else { return }
        let figure = chart.figure(of: study)
        guard let output, let format = PictureFormat(path: output) else {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return Terminal.say(
                String(
                    decoding: try encoder.encode(FigureJSON(study: record.name, kind: kind, figure: figure)),
                    as: UTF8.self))
        }
        try OutputFile.writeAndTell(
            try FigureRenderer.bytes(of: figure, as: format, width: width), to: output)
    }
}

/// What `plot --json` prints; the keys are documented in docs/json.md.
private struct FigureJSON: Encodable {
    let version = 1
    let study: String
    let kind: String
    let figure: Figure
}
