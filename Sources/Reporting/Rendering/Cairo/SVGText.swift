/// Cairo names things in an SVG by a number that counts the surfaces of the process (`surface12`, `source-12`): the second
/// picture of a process would differ from the first.
enum SVGText {
    /// The same document with those numbers counted from 1 in the order they appear.
    static func withFixedNames(_ bytes: [UInt8]) -> [UInt8] {
        let marks = ["\"surface", "#surface", "\"source-", "#source-"].map { Array($0.utf8) }
        let quote = UInt8(ascii: "\""), hash = UInt8(ascii: "#"), first = UInt8(ascii: "s")
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var numbers: [[UInt8]: Int] = [:]
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            guard byte == quote || byte == hash, index + 1 < bytes.count, bytes[index + 1] == first,
                let mark = marks.first(where: { bytes[index...].starts(with: $0) })
            else {
                result.append(byte)
                index += 1
                continue
            }
            index += mark.count
            let digits = Array(bytes[index...].prefix { (0x30...0x39).contains($0) })
            index += digits.count
            result += mark
            guard !digits.isEmpty else { continue }
            let number = numbers[digits] ?? numbers.count + 1
            numbers[digits] = number
            result += Array(String(number).utf8)
        }
        return result
    }
}
