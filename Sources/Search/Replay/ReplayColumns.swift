/// What a user says about the columns of a table of measurements.
public struct ReplayColumns: Sendable, Hashable {
    /// Which way the objective is better.
    public enum Direction: String, Sendable, CaseIterable {
        case minimize = "min"
        case maximize = "max"
    }

    /// The column with the mean of what is to be made small or large.
    public var objective: String
    public var direction: Direction
    /// Parameters whose numbers are names without an order.
    public var categorical: [String]
    /// Columns before `status` that are no parameters, such as the name of a log file.
    public var ignored: [String]
    /// The column whose share of its largest number is the fidelity level; without one every run is a full one.
    public var fidelity: String?
    /// The column with what a run costs, in seconds.
    public var cost: String?

    public init(
        objective: String, direction: Direction, categorical: [String] = [], ignored: [String] = [],
        fidelity: String? = nil, cost: String? = nil
    ) {
        self.objective = objective
        self.direction = direction
        self.categorical = categorical
        self.ignored = ignored
        self.fidelity = fidelity
        self.cost = cost
    }
}
