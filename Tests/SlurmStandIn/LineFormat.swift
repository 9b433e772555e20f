/// A format of squeue and sinfo: `%i|%T`, `%.18i`; letters without a value stay empty.
enum LineFormat {
    static func filled(_ format: String, _ values: [Character: String]) -> String {
        var line = ""
        var rest = format[...]
        while let character = rest.popFirst() {
            guard character == "%" else {
                line.append(character)
                continue
            }
            rest = rest.drop { $0 == "." || $0.isNumber }
            if let letter = rest.popFirst() { line += values[letter] ?? "" }
        }
        return line
    }
}
