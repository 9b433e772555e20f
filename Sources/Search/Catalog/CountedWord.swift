/// How many of something, for messages: `1 run`, `2 runs`, `2 retries`, `2 days`.
///
/// - Parameter word: in the singular; its plural takes an `s`, or `ies` for a `y` after a consonant.
public func counted(_ number: Int, _ word: String) -> String {
    if number == 1 { return "1 \(word)" }
    let beforeLast = word.dropLast().last
    return word.hasSuffix("y") && !(beforeLast.map { "aeou".contains($0) } ?? false)
        ? "\(number) \(word.dropLast())ies" : "\(number) \(word)s"
}
