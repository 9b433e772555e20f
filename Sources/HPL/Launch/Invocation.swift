/// Everything needed to run HPL once: files to put into an empty folder, and the command to start in it.
public struct Invocation: Sendable {
    /// Names without folders.
    public let files: [(name: String, text: String)]
    public let argv: [String]
    /// On top of the inherited environment.
    public let environment: [String: String]
    /// The file with the results, in the same folder; `nil` for standard output.
    public let outputName: String?

    public init(
        files: [(name: String, text: String)], argv: [String], environment: [String: String],
        outputName: String?
    ) {
        self.files = files
        self.argv = argv
        self.environment = environment
        self.outputName = outputName
    }
}
