/// A line such as `||Ax-b||_oo/(eps*(||A||_oo*||x||_oo+||b||_oo)*N)=   3.7e-03 ...... PASSED`.
struct ResidualLine {
    enum Verdict { case passed, failed, unreadable }

    /// `nil` when it cannot be read.
    let value: Double?
    let verdict: Verdict

    /// `nil` when the line is no scaled residual. The norms that HPL prints after a failure (`||Ax-b||_oo . . . =`)
    /// are none: they know no eps.
    init?(_ line: OutputLine) {
        guard let bar = line.firstIndex(of: UInt8(ascii: "|")),
            let start = line.firstIndex(of: "||Ax-b||", from: bar),
            line.firstIndex(of: "eps", from: start) != nil
        else { return nil }
        guard let equals = line.firstIndex(of: UInt8(ascii: "="), from: start),
            let value = line.number(after: equals + 1)
        else {
            value = nil
            verdict = .unreadable
            return
        }
        self.value = value
        if line.firstIndex(of: "FAILED", from: equals) != nil || !value.isFinite || value < 0 {
            // Some compilers' fast mathematics finds NaN smaller than the threshold and says PASSED.
            verdict = .failed
        } else {
            verdict = line.firstIndex(of: "PASSED", from: equals) != nil ? .passed : .unreadable
        }
    }

    /// Whether the line announces a residual that will be checked, before the tests.
    static func isAnnouncement(_ line: OutputLine) -> Bool {
        line.firstIndex(of: UInt8(ascii: "=")) == nil
    }
}
