extension YAMLNode {
    /// The entries of a mapping in the file's order. Error: not a mapping.
    public func entries() throws(FileError) -> [(key: String, keyNode: YAMLNode, value: YAMLNode)] {
        guard case .mapping(let entries) = content else {
            throw error("expected a mapping (`key: value` lines), found \(summary)")
        }
        return entries.map { ($0.key, $0.keyNode, $0.value) }
    }

    /// The values of a mapping by key. Errors: not a mapping; a key that is not in `keys`, at that key and with the
    /// nearest allowed one.
    public func mapping(allowing keys: [String]) throws(FileError) -> [String: YAMLNode] {
        var values: [String: YAMLNode] = [:]
        for (key, keyNode, value) in try entries() {
            guard keys.contains(key) else {
                throw keyNode.error(unknownWord("key", key, among: keys))
            }
            values[key] = value
        }
        return values
    }

    /// The items of a list. Error: not a list.
    public func list() throws(FileError) -> [YAMLNode] {
        guard case .sequence(let items) = content else {
            throw error("expected a list such as [a, b], found \(summary)")
        }
        return items
    }

    /// The text of a scalar, as written: `yes` stays `yes` and `007` stays `007`. Errors: not a scalar; nothing there.
    public func string() throws(FileError) -> String {
        guard case .scalar(let text, _) = content, !isNull else {
            throw error("expected text, found \(summary)")
        }
        return text
    }

    /// A whole number in decimal digits. Error: anything else, also a number in quotation marks.
    public func int() throws(FileError) -> Int {
        guard case .scalar(let text, .plain) = content, let number = Int(text) else {
            throw error("expected a whole number such as 4, found \(summary)")
        }
        return number
    }

    /// A finite decimal number. Error: anything else, also a number in quotation marks.
    public func double() throws(FileError) -> Double {
        // Swift's Double also reads `0x1p3` and `nan`, which nobody means to write here.
        guard case .scalar(let text, .plain) = content, text.allSatisfy({ "0123456789+-.eE".contains($0) }),
            let number = Double(text), number.isFinite
        else {
            throw error("expected a number such as 0.5, found \(summary)")
        }
        return number
    }

    /// `yes`, `true` or `on` against `no`, `false` or `off` (in lower, upper or title case). Error: anything else.
    public func bool() throws(FileError) -> Bool {
        if case .scalar(let text, .plain) = content {
            switch text {
            case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": return true
            case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": return false
            default: break
            }
        }
        throw error("expected yes or no, found \(summary)")
    }

    /// A scalar as a parameter's value: a bare number is a number, everything else text. Errors: not a scalar; nothing
    /// there.
    public func value() throws(FileError) -> ParameterValue {
        let text = try string()
        if case .scalar(_, .plain) = content { return ParameterValue(parsing: text) }
        return .text(text)
    }
}
