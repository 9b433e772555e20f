import ArgumentParser
import HPL
import Reporting
import Search

struct ParseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse", abstract: "Read HPL outputs of any vendor.",
        discussion: """
            A result counts when it PASSED its residual check; FAILED and unchecked ones are never best. `-` reads \
            standard input. Exit status 1 when a file cannot be read or breaks off within a result, or when no file \
            has a result.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, csv, json
    }

    @Argument(help: "Files that HPL wrote.")
    var files: [String]

    @Option(help: "How to print it (default: table).")
    var format: Format?

    @OptionGroup var global: GlobalOptions
    @OptionGroup var json: JSONOption

    func validate() throws {
        if json.isJSON, let format, format != .json {
            throw ValidationError(
                "--json and --format \(format.rawValue) both decide the format; give one of them")
        }
    }

    func run() throws {
        var parsed: [ParsedFile] = []
        var complaints: [String] = []
        let names = Self.shortNames(files)
        for (path, name) in zip(files, names) {
            do {
                let file = ParsedFile(name: name, bytes: try InputBytes.read(path))
                if let complaint = file.complaint(path) { complaints.append(complaint) }
                parsed.append(file)
            } catch {
                complaints.append("\(error)")
            }
        }
        switch json.isJSON ? .json : format ?? .table {
        case .csv: Terminal.write(ParseSummary.csv(parsed.map(\.summary)))
        case .json: Terminal.say(JSONValue.array(parsed.map(\.json)).text)
        case .table: for line in table(parsed) { Terminal.say(line) }
        }
        for complaint in complaints { Terminal.complain(complaint) }
        let hasResult = parsed.contains { !$0.report.results.isEmpty }
        if !hasResult || !complaints.isEmpty { throw ExitCode.failure }
    }

    /// File names without the folders they all share.
    static func shortNames(_ paths: [String]) -> [String] {
        var parts = paths.map { $0.split(separator: "/")[...] }
        while let folder = parts.first?.first, parts.allSatisfy({ $0.count > 1 && $0.first == folder }) {
            parts = parts.map { $0.dropFirst() }
        }
        return zip(parts, paths).map { $0.isEmpty ? $1 : $0.joined(separator: "/") }
    }

    private func table(_ files: [ParsedFile]) -> [String] {
        var table = Table([
            ("file", .left), ("line", .right), ("variant", .left), ("N", .right), ("NB", .right),
            ("P", .right),
            ("Q", .right), ("seconds", .right), ("Gflops", .right), ("residual", .right), ("check", .left),
        ])
        for file in files {
            for row in file.report.results {
                table.add([
                    file.name, String(row.line), row.variant, String(row.n), String(row.nb), String(row.p),
                    String(row.q), NumberText.seconds(row.seconds, n: row.n, gflops: row.gflops),
                    NumberText.gflops(row.gflops),
                    row.residuals.max().map { NumberText.residual($0) } ?? "-",
                    row == file.report.best && file.report.results.count > 1
                        ? "\(row.check.rawValue), best" : row.check.rawValue,
                ])
            }
        }
        let silent = files.filter(\.report.results.isEmpty).map { "\($0.name): \($0.explanation)" }
        return (silent.count < files.count ? table.lines : []) + silent
    }
}
