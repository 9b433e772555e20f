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
    public var text: String {
        var text = ""
        write(to: &text, indentation: "\n")
        return text
    }

    /// All of it on one line, for streams of values.
    public var line: String {
        var text = ""
        write(to: &text, indentation: nil)
        return text
    }

    /// - Parameter indentation: the end of a line and the spaces the next one begins with; `nil` puts all on one line.
    private func write(to text: inout String, indentation: String?) {
        switch self {
        case .null: text += "null"
        case .bool(let bool): text += bool ? "true" : "false"
        case .integer(let integer): text += String(integer)
        case .real(let real): text += real.isFinite ? Self.number(real) : "null"
        case .text(let content): Self.quote(content, into: &text)
        case .array(let items):
            write(items, "[", "]", to: &text, indentation) { $0.write(to: &$1, indentation: $2) }
        case .object(let object):
            write(object.keys.indices, "{", "}", to: &text, indentation) { index, text, indentation in
                Self.quote(object.keys[index], into: &text)
                text += ": "
                object.values[index].write(to: &text, indentation: indentation)
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

    private func write<Items: Collection>(
        _ items: Items, _ opening: String, _ closing: String, to text: inout String, _ indentation: String?,
        _ write: (Items.Element, inout String, String?) -> Void
    ) {
        let isOnOneLine = indentation == nil || isFlat
        let inner = indentation.map { $0 + "  " }
        var start = isOnOneLine ? "" : inner ?? ""
        text += opening
        for item in items {
            text += start
            write(item, &text, inner)
            start = isOnOneLine ? ", " : "," + (inner ?? "")
        }
        if !isOnOneLine, !items.isEmpty { text += indentation ?? "" }
        text += closing
    }

    private static func number(_ real: Double) -> String {
        let text = String(real)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static func quote(_ content: String, into text: inout String) {
        text += "\""
        defer { text += "\"" }
        // Most texts need no escapes.
        if !content.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
        ) {
            text += content
            return
        }
        for scalar in content.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
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
