import Search

/// Reads `launch:`, a mapping from a name to `{variables: {…}, launcher: "…", prologue: […]}`.
enum LaunchVariantReader {
    static func read(_ node: YAMLNode) throws(FileError) -> [LaunchVariant] {
        var variants: [LaunchVariant] = []
        for (name, keyNode, value) in try node.entries() {
            guard !name.isEmpty, !name.contains(where: \.isNewline) else {
                throw keyNode.error("a launch variant needs a name on one line")
            }
            variants.append(try variant(name, value))
        }
        guard !variants.isEmpty else {
            throw node.error("launch names no variant; write at least one, or leave it out")
        }
        return variants
    }

    private static func variant(_ name: String, _ node: YAMLNode) throws(FileError) -> LaunchVariant {
        // `plain:` with nothing behind it is the variant that changes nothing.
        if node.isNull { return LaunchVariant(name: name) }
        let keys = try node.mapping(allowing: ["variables", "launcher", "prologue"])
        let variables = try keys["variables"]?.variables() ?? [:]
        var launcher: String?
        if let launcherNode = keys["launcher"] {
            let line = try launcherNode.string()
            do {
                _ = try Launcher(line: line)
            } catch {
                throw launcherNode.error(error.message)
            }
            launcher = line
        }
        var prologue: [String] = []
        if let prologueNode = keys["prologue"] {
            for line in prologueNode.isSequence ? try prologueNode.list() : [prologueNode] {
                prologue.append(try line.string())
            }
        }
        return LaunchVariant(name: name, variables: variables, launcher: launcher, prologue: prologue)
    }
}
