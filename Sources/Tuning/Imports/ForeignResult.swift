import HPL

/// One result that a file tells of, before it has a place in a study.
struct ForeignResult: Sendable, Hashable {
    let run: RunDescription
    /// Finite and above 0.
    let gflops: Double
    /// HPL's own time of the solve; `nil` when the file does not tell it.
    var seconds: Double?
    var residual: Double?
    /// As HPL printed it.
    var variant: String?
    var isContaminated = false
    /// Where it stands, counted from 1.
    let line: Int
    /// `nil` for the rows of an HPL output.
    let column: Int?
}

extension ForeignResult {
    /// HPL's threshold, unless somebody changed it: a larger residual is a wrong solution.
    static let largestResidual = 16.0
}
