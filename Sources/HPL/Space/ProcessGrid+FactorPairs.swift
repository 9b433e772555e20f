extension ProcessGrid {
    /// Every P×Q of exactly `ranks` processes, in rising order of P.
    public static func factorPairs(of ranks: Int) -> [ProcessGrid] {
        var small: [ProcessGrid] = []
        var large: [ProcessGrid] = []
        var p = 1
        while p * p <= ranks {
            if ranks % p == 0 {
                small.append(ProcessGrid(p: p, q: ranks / p))
                if p * p != ranks { large.append(ProcessGrid(p: ranks / p, q: p)) }
            }
            p += 1
        }
        return small + large.reversed()
    }
}
