/// The parameters as one run of HPL echoes them before its tests.
public struct ParameterEcho: Sendable, Hashable {
    /// Where the run begins to speak, counted from 1.
    public let line: Int
    /// Lines such as `SWAP   : Mix (threshold = 64)`; empty when the run echoed nothing.
    var text: [UInt8] = []

    /// Name (`SWAP`) to text (`Mix (threshold = 64)`, `96 112 128`). HPL goes on in the next line behind the eighth value of
    /// a list; only the first eight are here.
    public var parameters: [String: String] {
        var parameters: [String: String] = [:]
        for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
            let line = Self.withoutTags(line)
            guard let colon = line.firstRange(of: " :") ?? line.firstRange(of: "\t:") else { continue }
            // A launcher's prefix may stand before the name.
            let head = line[..<colon.lowerBound].split(whereSeparator: { $0.isWhitespace || $0 == ":" })
            guard let name = head.last, name.count <= 6 else { continue }
            let words = line[colon.upperBound...].split(whereSeparator: \.isWhitespace)
            parameters[String(name)] = words.joined(separator: " ")
        }
        return parameters
    }

    /// `mpirun --tag-output` puts a tag before every piece that HPL writes at once, and HPL writes these lines in pieces.
    private static func withoutTags(_ line: Substring) -> String {
        var pieces = line.split(separator: "<stdout>:", omittingEmptySubsequences: false)
        for index in pieces.indices.dropLast() {
            pieces[index] = pieces[index][..<(pieces[index].lastIndex(of: "[") ?? pieces[index].endIndex)]
        }
        return pieces.joined()
    }
}
