/// Kendall's rank correlation τ-b (Kendall 1945): 1 when two measurements rank all pairs alike, −1 when they rank all
/// oppositely, about 0 when they have nothing to do with each other. Ties are corrected for.
public enum KendallTau {
    /// τ-b of as many values of one measurement as of the other, in O(n²); `nil` for fewer than two, or when all values of
    /// one are equal.
    public static func value(_ first: [Double], _ second: [Double]) -> Double? {
        precondition(first.count == second.count, "each thing has a value of both measurements")
        var agreement = 0
        var firstPairs = 0
        var secondPairs = 0
        for index in first.indices {
            for other in 0..<index {
                let one = sign(first[index] - first[other])
                let two = sign(second[index] - second[other])
                agreement += one * two
                firstPairs += one * one
                secondPairs += two * two
            }
        }
        guard firstPairs > 0, secondPairs > 0 else { return nil }
        return Double(agreement) / (Double(firstPairs) * Double(secondPairs)).squareRoot()
    }

    private static func sign(_ difference: Double) -> Int { difference > 0 ? 1 : difference < 0 ? -1 : 0 }
}
