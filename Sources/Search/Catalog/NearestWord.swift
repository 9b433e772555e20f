/// The word of `known` that `word` was most likely meant to be, or `nil` when none is near.
///
/// Distance: insertions, deletions, changes and swaps of neighbours (Damerau 1964, as optimal string alignment), without
/// regard to case. Near is up to a third of the longer word's letters, at least one, and never all of them. Of equally
/// near words the first wins.
public func nearest(_ word: String, among known: [String]) -> String? {
    let wanted = Array(word.lowercased())
    var best: (word: String, distance: Int)?
    for candidate in known {
        let letters = Array(candidate.lowercased())
        let longer = max(wanted.count, letters.count)
        let limit = min(max(1, longer / 3), longer - 1)
        guard abs(wanted.count - letters.count) <= limit else { continue }
        let distance = editDistance(wanted, letters)
        if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
}

/// ``unknown key `exprt`; did you mean `expert`?``, or the list of what there is when nothing is near.
///
/// - Parameters:
///   - noun: what the word was meant to be, such as `key` or `strategy`.
///   - listing: whether to name all known words also when one is near.
public func unknownWord(_ noun: String, _ word: String, among known: [String], listing: Bool = false)
    -> String
{
    let start = "unknown \(noun) `\(word)`; "
    let list = known.map { "`\($0)`" }.joined(separator: ", ")
    if let nearest = nearest(word, among: known) {
        return start + "did you mean `\(nearest)`?" + (listing ? " Known: \(list)" : "")
    }
    return start + (known.isEmpty ? "none is allowed here" : "choose from \(list)")
}

/// Optimal string alignment distance in three rows: O(m·n) time, O(n) memory.
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            let change = last[column] + (letter == other ? 0 : 1)
            var distance = min(change, last[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                distance = min(distance, beforeLast[column - 1] + 1)
            }
            current.append(distance)
        }
        (beforeLast, last) = (last, current)
    }
    return last[right.count]
}
