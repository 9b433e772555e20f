/// A set of logical processors as the kernel writes it: `0-3,8,10-11`.
struct CPUList: Hashable, Sendable {
    let numbers: Set<Int>

    init(_ numbers: Set<Int>) {
        self.numbers = numbers
    }

    /// `nil` when the text is no such list. Empty text is the empty set, as in a control group without
    /// processors of its own.
    init?(_ text: String) {
        var numbers: Set<Int> = []
        for part in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            // `0-10:2/4` takes two of every four; no file read here uses it, so it counts as unreadable.
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2,
                first >= 0, first <= last, last < 1 << 20
            else { return nil }
            numbers.formUnion(first...last)
        }
        self.numbers = numbers
    }
}
