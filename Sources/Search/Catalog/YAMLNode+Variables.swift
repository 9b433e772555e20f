extension YAMLNode {
    /// A mapping of environment variables: `NAME: value`; `NAME:` with nothing behind it is the empty value.
    /// Errors: not a mapping; a name that a shell cannot export; a value that is a list or a mapping.
    public func variables() throws(FileError) -> [String: String] {
        var variables: [String: String] = [:]
        for (name, keyNode, value) in try entries() {
            guard Self.isVariableName(name) else {
                throw keyNode.error(
                    "`\(name)` is no name of an environment variable; use letters, digits and _")
            }
            variables[name] = value.isNull ? "" : try value.string()
        }
        return variables
    }

    private static func isVariableName(_ name: String) -> Bool {
        func isLetter(_ character: Character) -> Bool {
            character == "_" || (character.isASCII && character.isLetter)
        }
        return name.first.map(isLetter) == true
            && name.allSatisfy { isLetter($0) || ($0.isASCII && $0.isNumber) }
    }
}
