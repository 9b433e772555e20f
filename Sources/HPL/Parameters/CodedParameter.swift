/// A parameter that HPL.dat writes as a number and people write as a word.
///
/// A new value (a vendor's broadcast, say) is one `case` and one line in `code`, `name` and `otherNames` of its enum:
/// the input file, the variant code, the search space and every message follow from there.
public protocol CodedParameter: CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// The number that stands for this value in HPL.dat.
    var code: Int { get }
    /// The word that users write and read.
    var name: String { get }
    /// What HPL and its vendors print for the same value.
    var otherNames: [String] { get }
}

extension CodedParameter {
    public init?(code: Int) {
        guard let value = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = value
    }

    /// Reads a name, an abbreviation of HPL's own, or a code of HPL.dat; upper and lower case are the same.
    public init?(_ text: String) {
        let word = text.lowercased()
        let match = Self.allCases.first { value in
            value.name.lowercased() == word || String(value.code) == word
                || value.otherNames.contains { $0.lowercased() == word }
        }
        guard let match else { return nil }
        self = match
    }

    public var description: String { name }
}

/// A coded parameter whose value is one letter in the variant code of a result row (`WR11C2R4`).
public protocol LetteredParameter: CodedParameter {
    var letter: Character { get }
}

extension LetteredParameter {
    public init?(letter: Character) {
        guard let value = Self.allCases.first(where: { $0.letter == letter }) else { return nil }
        self = value
    }
}
