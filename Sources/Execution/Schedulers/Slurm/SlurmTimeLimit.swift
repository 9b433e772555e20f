/// A time limit as SLURM writes it and takes it: minutes, `MM:SS`, `HH:MM:SS`, `D-HH`, `D-HH:MM`, `D-HH:MM:SS`, or
/// none at all (sbatch(1), `--time`).
public struct SlurmTimeLimit: Sendable, Hashable {
    /// `nil` without a limit.
    public let seconds: Double?

    public init?(_ text: some StringProtocol) {
        switch text.lowercased() {
        case "infinite", "unlimited", "n/a", "none", "not_set":
            seconds = nil
            return
        default: break
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let days = parts.count == 2 ? Self.number(parts[0]) : 0
        guard let days, (1...2).contains(parts.count), let rest = parts.last else { return nil }
        var numbers: [Int] = []
        for part in rest.split(separator: ":", omittingEmptySubsequences: false) {
            guard let number = Self.number(part) else { return nil }
            numbers.append(number)
        }
        guard (1...3).contains(numbers.count) else { return nil }
        let total: Int
        if parts.count == 2 {
            numbers += [0, 0]
            total = days * 86_400 + numbers[0] * 3_600 + numbers[1] * 60 + numbers[2]
        } else {
            total =
                switch numbers.count {
                case 1: numbers[0] * 60
                case 2: numbers[0] * 60 + numbers[1]
                default: numbers[0] * 3_600 + numbers[1] * 60 + numbers[2]
                }
        }
        seconds = Double(total)
    }

    private static func number(_ text: some StringProtocol) -> Int? {
        // Nine digits: no sum of them can overflow.
        guard !text.isEmpty, text.utf8.count <= 9, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return Int(text)
    }
}
