/// One input of a model: a quantity with finitely many levels, such as the values of a parameter.
public struct Dimension: Sendable, Hashable {
    /// How many levels it has.
    public let levels: Int
    /// The place of each level in [0, 1]; nil where levels have no order, and any two are alike.
    public let places: [Double]?
    /// Whether a level can be good where those beside it are not: then part of the correlation is that of equal levels only.
    public let hasSpecialLevels: Bool

    /// Levels in an order.
    public init(places: [Double], hasSpecialLevels: Bool = false) {
        precondition(places.allSatisfy(\.isFinite), "a place is a number")
        levels = places.count
        // Of two levels it tells nothing how far apart they are.
        self.places = places.count > 2 ? places : nil
        self.hasSpecialLevels = hasSpecialLevels && places.count > 2
    }

    /// Levels without an order.
    public init(unordered levels: Int) {
        precondition(levels >= 0, "no dimension has fewer than no levels")
        self.levels = levels
        places = nil
        hasSpecialLevels = false
    }
}
