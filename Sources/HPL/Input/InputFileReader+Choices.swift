import Search

/// Codes: HPL takes any number and quietly puts its own choice for those it does not know.
extension InputFileReader {
    mutating func choice<Choice: CodedParameter>(_ name: String, otherwise: Choice) throws(FileError)
        -> Choice
    {
        let line = upcoming
        let code = try integer(name)
        return known(code, Array(Choice.allCases), otherwise, name, line, 0)
    }

    mutating func choices<Choice: CodedParameter>(
        _ name: String,
        among candidates: [Choice] = Array(Choice.allCases),
        otherwise: Choice
    ) throws(FileError) -> [Choice] {
        let count = try count(name)
        let line = upcoming
        var choices: [Choice] = []
        for (index, code) in try values(name, count).enumerated() {
            choices.append(known(code, candidates, otherwise, name, line, index))
        }
        return choices
    }

    /// A line that is 0 or 1.
    mutating func flag(_ name: String, otherwise: Int) throws(FileError) -> Int {
        let line = upcoming
        let value = try integer(name)
        guard value != 0 && value != 1 else { return value }
        remark(line, 0, "\(name) is \(value), not 0 or 1; HPL takes \(otherwise) instead")
        return otherwise
    }

    /// Any number in AMD's dialect; elsewhere HPL takes `long` for those it does not know.
    mutating func swapCode() throws(FileError) -> Int {
        if dialect == .amdZen { return try integer("SWAP") }
        return try choice("SWAP", otherwise: Swap.long).code
    }

    private mutating func known<Choice: CodedParameter>(
        _ code: Int, _ candidates: [Choice], _ otherwise: Choice, _ name: String, _ line: InputLine,
        _ word: Int
    ) -> Choice {
        if let choice = candidates.first(where: { $0.code == code }) { return choice }
        let codes = candidates.map { "\($0.code)=\($0.name)" }.joined(separator: ", ")
        remark(line, word, "\(name) \(code) is none of \(codes); HPL takes \(otherwise.name) instead")
        return otherwise
    }
}
