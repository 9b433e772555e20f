/// A named way to start HPL (the `launch` parameter): environment variables, a launcher line, shell lines
/// before it.
public struct LaunchVariant: Sendable, Hashable, Codable {
    public let name: String
    /// Set on top of everything hpltune sets itself.
    public let variables: [String: String]
    /// Instead of the study's launcher, as `Launcher(line:)` reads it.
    public let launcher: String?
    /// Shell lines, run before HPL (modules, exports).
    public let prologue: [String]

    /// What a study without a `launch` section uses.
    public static let plain = LaunchVariant(name: "plain")

    public init(
        name: String, variables: [String: String] = [:], launcher: String? = nil, prologue: [String] = []
    ) {
        self.name = name
        self.variables = variables
        self.launcher = launcher
        self.prologue = prologue
    }
}
