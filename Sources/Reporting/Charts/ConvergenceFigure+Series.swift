import Search
import Tuning

/// What is drawn in a panel of the convergence chart, in the order of the legend; areas go behind everything else.
extension ConvergenceFigure {
    func series(_ measure: Measure) -> [Series] {
        let answer = study.best.map { $0.trial.candidate.point.hash }
        let level = study.best.map { $0.trial.candidate.level }
        func isAnswer(_ run: StudyCourse.Run) -> Bool {
            run.hash == answer && run.trial.candidate.level == level
        }
        let size = dotSize
        var series: [Series] = []
        func add(
            _ runs: [StudyCourse.Run], _ name: String, _ color: FigureColor, _ symbol: Symbol, _ size: Double
        ) {
            let visible = runs.filter { $0.gflops >= range.low }
            guard !visible.isEmpty else { return }
            series.append(
                Series(
                    .points, named: name, color: color, symbol: symbol, size: size,
                    x: visible.map { place($0, measure) }, y: visible.map { $0.gflops / rate.gflops }))
        }
        add(course.runs(.racing).filter { !isAnswer($0) }, "run", .skyBlue, .dot, size)
        add(course.runs(.smaller), "run at a smaller N", .gray, .ring, size)
        add(course.runs(.imported), "imported", .purple, .triangle, size + 1)
        add(course.runs(.doubtful), "shared the machine", .gray, .square, size)
        series.append(bestSoFar(measure))
        // On top: the few dots that the answer rests on.
        let own = course.runs(.racing).filter(isAnswer)
        add(own, "run of the best configuration", .orange, .dot, own.count > 100 ? size : max(size + 1, 5))
        if let band = answerBand(measure) { series.append(band) }
        return series
    }

    private var dotSize: Double {
        switch course.runs.count {
        case ...120: 6
        case ...600: 4.5
        case ...2_000: 3
        default: 2
        }
    }

    func place(_ run: StudyCourse.Run, _ measure: Measure) -> Double {
        measure == .runs ? Double(run.number) : run.nodeSeconds / cost.seconds
    }

    /// The step line, from the first run at the largest level to the last run of all.
    private func bestSoFar(_ measure: Measure) -> Series {
        let best = course.improvements
        var x = best.map { place($0, measure) }
        var y = best.map { $0.gflops / rate.gflops }
        if let last = course.runs.last, let value = y.last {
            x.append(place(last, measure))
            y.append(value)
        }
        var label: String?
        if isLast(measure), let run = best.last {
            label = "\(rate.number(run.gflops)) best run"
        }
        return Series(.steps, named: "best so far", color: .blue, size: 2.2, x: x, y: y, endLabel: label)
    }

    /// The mean of the answer's runs and its interval, from the first of them on. One run has no interval, and its mean
    /// is itself.
    private func answerBand(_ measure: Measure) -> Series? {
        guard let best = study.best, let interval = best.interval, let end = course.runs.last else {
            return nil
        }
        let mine = course.runs.filter {
            $0.sort != .failed && $0.trial.isSameExperiment(as: best.trial)
        }
        guard let start = mine.first else { return nil }
        let x = [place(start, measure), place(end, measure)]
        // A point would have no width.
        let ends = x[0] < x[1] ? x : [x[0] - 0.5, x[1] + 0.5]
        func twice(_ gflops: Double) -> [Double] { [gflops / rate.gflops, gflops / rate.gflops] }
        return Series(
            .band, named: "its mean, with the 95 % interval", color: .orange, size: 1.6, x: ends,
            y: twice(best.mean), low: twice(max(0, interval.lowerBound)), high: twice(interval.upperBound),
            endLabel: isLast(measure) ? "\(rate.number(best.mean)) mean" : nil)
    }

    /// Failures, and runs too slow for the axis.
    func lanes(_ measure: Measure) -> [Lane] {
        var lanes: [Lane] = []
        let slow = course.runs.filter { $0.sort != .failed && $0.gflops < range.low }
        if let least = slow.map(\.gflops).min() {
            lanes.append(
                Lane(
                    named:
                        "\(NumberLabel.count(slow.count, "run")) off the scale, down to \(rate.number(least))",
                    label: "slower", color: .skyBlue, symbol: .triangleDown,
                    x: slow.map { place($0, measure) }))
        }
        let failed = course.runs(.failed).filter { !$0.trial.isCancelled }
        let cancelled = course.runs(.failed).filter(\.trial.isCancelled)
        if !cancelled.isEmpty {
            lanes.append(
                Lane(
                    named: "\(NumberLabel.count(cancelled.count, "run")) cancelled", label: "cancelled",
                    color: .gray, symbol: .cross, x: cancelled.map { place($0, measure) }))
        }
        if !failed.isEmpty {
            lanes.append(
                Lane(
                    named: "failed: \(ConvergenceWords.causes(failed))", label: "failed", color: .vermilion,
                    symbol: .cross, x: failed.map { place($0, measure) }))
        }
        return lanes
    }

    /// Every second round shaded. Rounds of a single run, and so many that they would be a pattern, are left alone.
    var roundSpans: [Span] {
        let own = course.runs.filter { $0.sort != .imported }
        let rounds = Dictionary(grouping: own, by: \.trial.round).values.compactMap { runs -> (Int, Int)? in
            guard let first = runs.first, let last = runs.last else { return nil }
            return (first.number, last.number)
        }.sorted { $0.0 < $1.0 }
        guard rounds.count > 1, rounds.count <= 40, own.count * 2 >= rounds.count * 3 else { return [] }
        var spans: [Span] = []
        for (index, round) in rounds.enumerated() where index % 2 == 1 {
            spans.append(
                Span(
                    named: spans.isEmpty ? "every second round" : nil, color: .shade,
                    from: Double(round.0) - 0.5, to: Double(round.1) + 0.5))
        }
        return spans
    }

    /// The number of the answer's best run, as `show` takes it.
    var answerMark: [Annotation] {
        guard let best = study.best,
            let run = course.runs.first(where: { $0.trial.number == best.trial.number }),
            run.gflops >= range.low
        else { return [] }
        return [
            Annotation(
                "#\(run.trial.number)", x: place(run, .runs), y: run.gflops / rate.gflops, color: .ink)
        ]
    }
}
