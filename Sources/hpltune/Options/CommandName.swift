/// What the user types to start hpltune: `hpltune`, or the script that started it.
enum CommandName {
    static let text = ProcessVariables["HPLTUNE_COMMAND"] ?? "hpltune"

    /// Advice as the libraries word it, with the command as it is typed here.
    static func inAdvice(_ line: String) -> String {
        guard text != "hpltune" else { return line }
        var advice = ""
        var rest = line[...]
        while let place = rest.firstRange(of: "`hpltune ") {
            advice += rest[..<place.lowerBound] + "`\(text) "
            rest = rest[place.upperBound...]
        }
        return advice + rest
    }
}
