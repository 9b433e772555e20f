/// A kind of figure: a pure function from a study to a `Figure`.
public protocol Chart: Sendable {
    /// What `plot --kind` calls it.
    static var kind: String { get }
    /// What it shows, for the help.
    static var summary: String { get }

    /// Works for every study, also one without any run.
    static func figure(of study: ChartedStudy) -> Figure
}

/// All kinds of figures. A new one is a file with its `Chart`, and a line here.
public enum Charts {
    public static let all: [any Chart.Type] = [
        ConvergenceChart.self,
        ReplicatesChart.self,
    ]
}
