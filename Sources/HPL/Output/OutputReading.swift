/// The state while an output is read: which columns hold, which row is open, what HPL announced.
struct OutputReading {
    private struct OpenRow {
        var row: RowReader.Row
        var residuals: [Double] = []
        var hasFailed = false
        var hasUnreadable = false
    }

    private var report = OutputReport()
    private var layout = ColumnLayout.netlib
    /// The line that `layout` was read from; the same one comes before every row.
    private var header: [UInt8] = []
    private var open: OpenRow?
    private var terminal = TerminalText()
    private var progress = ProgressReader()
    private var echo = EchoReader()
    /// How many residuals HPL said it would check of each row.
    private var announced = 0
    private var threshold = Double.infinity
    private var isInTally = false

    mutating func take(_ line: OutputLine) {
        // Nothing that matters is shorter than a broken row.
        guard line.count > 2 else { return }
        // Taken out of `self` and put back, so that its buffer is neither shared nor copied.
        var terminal = TerminalText()
        swap(&terminal, &self.terminal)
        terminal.withoutEscapes(line) { read($0) }
        swap(&terminal, &self.terminal)
    }

    mutating func finish() -> OutputReport {
        close()
        report.progress = progress.samples()
        report.echoes = echo.echoes
        return report
    }

    private mutating func read(_ line: OutputLine) {
        if let finding = RowReader.find(in: line, layout) { return take(finding) }
        if let residual = ResidualLine(line) { return take(residual, line) }
        if progress.take(line) { return }
        if line.firstIndex(of: UInt8(ascii: "/")) != nil, line.contains("T/V"), line.contains("Gflops") {
            return takeHeader(line)
        }
        if echo.take(line) { return }
        readRemark(line)
    }

    private mutating func takeHeader(_ line: OutputLine) {
        // Whatever comes now belongs to the next row, even if that row cannot be read.
        close()
        if line.bytes.elementsEqual(header) { return }
        header = Array(line.bytes)
        layout = ColumnLayout(header: line) ?? layout
    }

    private mutating func take(_ finding: RowReader.Finding) {
        close()
        switch finding {
        case .row(let row): open = OpenRow(row: row)
        case .broken(let truncation): report.truncation = report.truncation ?? truncation
        case .lookalike: break
        }
    }

    private mutating func take(_ residual: ResidualLine, _ line: OutputLine) {
        guard open != nil else {
            if ResidualLine.isAnnouncement(line) { announced += 1 }
            return
        }
        if let value = residual.value { open?.residuals.append(value) }
        switch residual.verdict {
        case .passed where residual.value ?? .infinity < threshold: break
        case .passed, .failed: open?.hasFailed = true
        case .unreadable: open?.hasUnreadable = true
        }
    }

    // Each phrase begins with a capital: the search runs from one candidate for the first byte to the next.
    private mutating func readRemark(_ line: OutputLine) {
        if line.contains("HPL") {
            readBanner(line)
        } else if line.contains("Finished"), line.contains("tests with the following results") {
            close()
            isInTally = true
        } else if isInTally, line.contains("tests skipped because of illegal input") {
            report.skipped += skippedCount(line)
            isInTally = false
        } else if line.contains("End of Tests.") {
            close()
            report.reachedEnd = true
        } else if let start = line.firstIndex(
            of: "Computational tests pass if scaled residuals are less than")
        {
            // Printed with one decimal.
            threshold = line.number(after: start + 58).map { $0 + 0.05 } ?? .infinity
        }
    }

    private mutating func readBanner(_ line: OutputLine) {
        if let name = line.firstIndex(of: "HPLinpack ") {
            guard line.contains("High-Performance Linpack") else { return }
            close()
            echo.begin(line)
            layout = .netlib
            header = []
            announced = 0
            threshold = .infinity
            report.reachedEnd = false
            let version = line.word(from: name + 10)
            report.version = report.version ?? line.text(name..<version.upperBound)
        } else if let name = line.firstIndex(of: "HPL-NVIDIA ") ?? line.firstIndex(of: "AMD Zen HPL ") {
            let end = line.firstIndex(of: " --") ?? line.count
            let words = line.text(name..<max(name, end)).split(whereSeparator: \.isWhitespace)
            report.vendor = report.vendor ?? words.joined(separator: " ")
        }
    }

    private func skippedCount(_ line: OutputLine) -> Int {
        guard let tests = line.firstIndex(of: "tests") else { return 0 }
        var count = 0
        var start = 0
        // The number is the last word before `tests`; a launcher's prefix may stand before it.
        while case let word = line.word(from: start), word.lowerBound < tests {
            count = Int(line.text(word)) ?? count
            start = word.upperBound
        }
        return min(max(0, count), 1_000_000)
    }

    private mutating func close() {
        guard let open else { return }
        self.open = nil
        let row = open.row
        let isPlausible = ResultRow.isPlausible(n: row.numbers[0], seconds: row.seconds, gflops: row.gflops)
        let check: ResultRow.Check
        if open.hasFailed {
            check = .failed
        } else if open.residuals.isEmpty || open.hasUnreadable || open.residuals.count < announced {
            check = .unchecked
        } else {
            check = isPlausible ? .passed : .failed
        }
        report.results.append(
            ResultRow(
                variant: row.variant, n: row.numbers[0], nb: row.numbers[1], p: row.numbers[2],
                q: row.numbers[3],
                seconds: row.seconds, gflops: row.gflops, residuals: open.residuals, check: check,
                line: row.line))
    }
}
