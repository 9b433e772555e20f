/// What the user types to start hpltune: `hpltune`, or the script that started it.
enum CommandName {
    static let text = ProcessVariables["HPLTUNE_COMMAND"] ?? "hpltune"
}
