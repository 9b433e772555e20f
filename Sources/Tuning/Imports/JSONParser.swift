import Search

/// Reads JSON (RFC 8259) with places: Foundation's reader tells only that something is wrong.
struct JSONParser {
    private static let deepest = 64
    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5c, UInt8(ascii: "/"): 0x2f, UInt8(ascii: "b"): 0x08,
        UInt8(ascii: "f"): 0x0c, UInt8(ascii: "n"): 0x0a, UInt8(ascii: "r"): 0x0d, UInt8(ascii: "t"): 0x09,
    ]

    private let file: String
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var lineStart = 0
    private var depth = 0

    /// The one value of a file. Errors: not JSON, with the place; nested too deeply; a key twice; not UTF-8.
    static func parse(_ bytes: [UInt8], file: String) throws(FileError) -> JSONNode {
        var parser = JSONParser(bytes, file)
        let node = try parser.value()
        parser.skipBlanks()
        guard parser.position == bytes.count else {
            throw parser.error("something follows the end of the JSON; keep one value in a file")
        }
        return node
    }

    private init(_ bytes: [UInt8], _ file: String) {
        self.bytes = bytes
        self.file = file
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) {
            position = 3
            lineStart = 3
        }
    }

    private func error(_ message: String) -> FileError {
        FileError(file: file, line: line, column: column, message)
    }

    /// Continuation bytes of UTF-8 do not start a character.
    private var column: Int { bytes[lineStart..<position].count { $0 & 0xc0 != 0x80 } + 1 }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d {
            position += 1
            if byte == 0x0a {
                line += 1
                lineStart = position
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func value() throws(FileError) -> JSONNode {
        skipBlanks()
        let (line, column) = (line, column)
        func node(_ content: JSONNode.Content) -> JSONNode {
            JSONNode(line: line, column: column, content: content)
        }
        switch next {
        case UInt8(ascii: "{"): return node(.object(try object()))
        case UInt8(ascii: "["): return node(.array(try array()))
        case UInt8(ascii: "\""): return node(.text(try string()))
        case UInt8(ascii: "t"): return node(try word("true", .bool(true)))
        case UInt8(ascii: "f"): return node(try word("false", .bool(false)))
        case UInt8(ascii: "n"): return node(try word("null", .null))
        case let sign? where sign == UInt8(ascii: "-") || (0x30...0x39).contains(sign):
            return node(try number())
        case nil: throw error("the file ends where a value should stand; is it whole?")
        default: throw error("no JSON value begins like this; check the commas and quotes before it")
        }
    }

    private mutating func descend() throws(FileError) {
        depth += 1
        guard depth <= Self.deepest else {
            throw error("nested more than \(Self.deepest) deep, which no file of hpltune's is")
        }
    }

    private mutating func array() throws(FileError) -> [JSONNode] {
        try descend()
        defer { depth -= 1 }
        position += 1
        var items: [JSONNode] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return items }
        while true {
            items.append(try value())
            skipBlanks()
            if take(UInt8(ascii: "]")) { return items }
            guard take(UInt8(ascii: ",")) else { throw error("`,` or `]` should stand here; \(cut)") }
        }
    }

    private mutating func object() throws(FileError) -> [(key: String, value: JSONNode)] {
        try descend()
        defer { depth -= 1 }
        position += 1
        var entries: [(key: String, value: JSONNode)] = []
        skipBlanks()
        if take(UInt8(ascii: "}")) { return entries }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw error("a key in quotes should stand here; \(cut)") }
            let place = error("this key is in the object twice; leave one out")
            let key = try string()
            guard !entries.contains(where: { $0.key == key }) else { throw place }
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { throw error("`:` should stand here; \(cut)") }
            entries.append((key, try value()))
            skipBlanks()
            if take(UInt8(ascii: "}")) { return entries }
            guard take(UInt8(ascii: ",")) else { throw error("`,` or `}` should stand here; \(cut)") }
        }
    }

    private var cut: String { position == bytes.count ? "the file is cut off" : "correct it" }

    private mutating func word(
        _ word: StaticString, _ content: JSONNode.Content
    ) throws(FileError) -> JSONNode.Content {
        for index in 0..<word.utf8CodeUnitCount {
            guard position + index < bytes.count, bytes[position + index] == word.utf8Start[index] else {
                throw error("this is none of true, false and null; correct it")
            }
        }
        position += word.utf8CodeUnitCount
        return content
    }

    private mutating func number() throws(FileError) -> JSONNode.Content {
        let start = position
        while let byte = next, "+-.eE0123456789".utf8.contains(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard text.count <= 400, let number = Double(text), number.isFinite, text.last?.isNumber == true
        else {
            position = start
            throw error("this is no number JSON can hold; correct it")
        }
        return .number(number, text: text)
    }

    private mutating func string() throws(FileError) -> String {
        let opening = error("this text is never closed; is the file whole?")
        position += 1
        var content: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                guard let text = String(validating: content, as: UTF8.self) else {
                    throw FileError(
                        file: file, line: opening.line, column: opening.column,
                        "a text that is not UTF-8; save the file as UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): content += try escape()
            case 0..<0x20: throw error("a control character within a text; is a quote missing before it?")
            default:
                content.append(byte)
                position += 1
            }
        }
        throw opening
    }

    /// The bytes that an escape sequence stands for.
    private mutating func escape() throws(FileError) -> [UInt8] {
        guard position + 1 < bytes.count else { throw error("the file is cut off within a text") }
        if let byte = Self.escapes[bytes[position + 1]] {
            position += 2
            return [byte]
        }
        let place = error("`\\u` and four hexadecimal digits should stand here; correct it")
        guard var code = codeUnit() else { throw place }
        if (0xd800..<0xdc00).contains(code), let low = codeUnit(), (0xdc00..<0xe000).contains(low) {
            code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw place }
        return Array(String(Character(scalar)).utf8)
    }

    /// `\u` and four hexadecimal digits; `nil` when something else stands here.
    private mutating func codeUnit() -> UInt32? {
        guard position + 6 <= bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { return nil }
        let digits = String(decoding: bytes[(position + 2)..<(position + 6)], as: UTF8.self)
        guard digits.allSatisfy(\.isHexDigit), let code = UInt32(digits, radix: 16) else { return nil }
        position += 6
        return code
    }
}
