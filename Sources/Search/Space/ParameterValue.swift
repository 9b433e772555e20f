/// The value of one parameter: a whole number, a real number, or a word.
///
/// Its text is what users type and what HPL.dat, CSV files and the store hold; `init(parsing:)` reads it back.
public enum ParameterValue: Sendable, Hashable {
    case integer(Int)
    case real(Double)
    case text(String)

    /// Reads `192` as an integer, `0.5` as a real and everything else as text.
    public init(parsing text: String) {
        if let integer = Int(text) {
            self = .integer(integer)
        } else if let real = Double(text), real.isFinite {
            self = .real(real)
        } else {
            self = .text(text)
        }
    }

    /// The value as a number, `nil` for text.
    public var number: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .real(let real): real
        case .text: nil
        }
    }

    /// The value as a whole number, `nil` for anything else.
    public var integer: Int? {
        if case .integer(let integer) = self { integer } else { nil }
    }
}

extension ParameterValue: CustomStringConvertible {
    public var description: String {
        switch self {
        case .integer(let integer): String(integer)
        case .real(let real): String(real)
        case .text(let text): text
        }
    }
}

extension ParameterValue: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral {
    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .real(value) }
    public init(stringLiteral value: String) { self = .text(value) }
}

/// In JSON a value is a bare number or string.
extension ParameterValue: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // Which type it is only shows by trying; what none of them fits, the last one throws.
        if let integer = try? container.decode(Int.self) {
            self = .integer(integer)
        } else if let real = try? container.decode(Double.self) {
            self = .real(real)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .integer(let integer): try container.encode(integer)
        case .real(let real): try container.encode(real)
        case .text(let text): try container.encode(text)
        }
    }
}
