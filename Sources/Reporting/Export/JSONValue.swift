/// JSON with its keys in the order they were written, and with explicit nulls: what scripts get from `--json`.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    /// NaN and infinities, which JSON does not have, are written as null.
    case real(Double)
    case text(String)
    case array([JSONValue])
    case object(KeyedValues)

    /// Keys with values, in order.
    public struct KeyedValues: Sendable, Hashable {
        public let keys: [String]
        public let values: [JSONValue]
    }

    public static func object(_ pairs: [(String, JSONValue)]) -> JSONValue {
        .object(KeyedValues(keys: pairs.map(\.0), values: pairs.map(\.1)))
    }

    public init(_ text: String?) { self = text.map { .text($0) } ?? .null }
    public init(_ number: Double?) { self = number.map { .real($0) } ?? .null }
    public init(_ number: Int?) { self = number.map { .integer($0) } ?? .null }

    /// Two spaces a level; arrays and objects without nested ones on one line.
    public var text: String { text(indentation: "") }

    /// All of it on one line, for streams of values.
    public var line: String {
        switch self {
        case .array(let items): "[" + items.map(\.line).joined(separator: ", ") + "]"
        case .object(let object):
            "{"
                + zip(object.keys, object.values).map { Self.quoted($0) + ": " + $1.line }
                .joined(separator: ", ") + "}"
        default: text(indentation: "")
        }
    }

    private func text(indentation: String) -> String {
        switch self {
        case .null: return "null"
        case .bool(let bool): return bool ? "true" : "false"
        case .integer(let integer): return String(integer)
        case .real(let real): return real.isFinite ? Self.number(real) : "null"
        case .text(let text): return Self.quoted(text)
        case .array(let items):
            return joined(items, opening: "[", closing: "]", indentation) { $0.text(indentation: $1) }
        case .object(let object):
            return joined(Array(zip(object.keys, object.values)), opening: "{", closing: "}", indentation) {
                Self.quoted($0.0) + ": " + $0.1.text(indentation: $1)
            }
        }
    }

    private var isFlat: Bool {
        switch self {
        case .array(let items): !items.contains { $0.isContainer }
        case .object(let object): !object.values.contains { $0.isContainer } && object.keys.count <= 4
        default: true
        }
    }

    private var isContainer: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }

    private func joined<Item>(
        _ items: [Item], opening: String, closing: String, _ indentation: String,
        _ text: (Item, String) -> String
    ) -> String {
        if items.isEmpty { return opening + closing }
        if isFlat { return opening + items.map { text($0, indentation) }.joined(separator: ", ") + closing }
        let inner = indentation + "  "
        let lines = items.map { inner + text($0, inner) }.joined(separator: ",\n")
        return "\(opening)\n\(lines)\n\(indentation)\(closing)"
    }

    private static func number(_ real: Double) -> String {
        let text = String(real)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension Double {
    /// For times and shares, whose further digits mean nothing.
    public func rounded(places: Int) -> Double {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        return (self * scale).rounded() / scale
    }
}
