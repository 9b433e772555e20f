/// A program to run, as data: only transports quote.
public struct Command: Sendable, Hashable {
    /// The program (a path, or a name looked up in PATH) and its arguments.
    public var argv: [String]
    /// Variables set on top of the inherited ones.
    public var environment: [String: String]
    /// What the program reads; empty means `/dev/null`.
    public var standardInput: [UInt8]

    public init(argv: [String], environment: [String: String] = [:], standardInput: [UInt8] = []) {
        self.argv = argv
        self.environment = environment
        self.standardInput = standardInput
    }

    /// A bash script with positional parameters, so that data never becomes code.
    public init(bash script: String, arguments: [String], standardInput: [UInt8] = []) {
        self.init(
            argv: ["bash", "-c", script, "hpltune"] + arguments, standardInput: standardInput)
    }
}

/// What a program left behind.
public struct CommandOutput: Sendable, Hashable {
    /// `nil` when a signal ended the program. As in a shell, 127 means that the program was not found or could not be
    /// executed.
    public var exitStatus: Int32?
    /// The signal that ended the program, if one did.
    public var signal: Int32?
    public var stdout: [UInt8]
    public var stderr: [UInt8]
    /// More came than the limit allowed: the first bytes are kept, the rest was read and dropped.
    public var truncated: Bool

    public init(
        exitStatus: Int32?, signal: Int32? = nil, stdout: [UInt8] = [], stderr: [UInt8] = [],
        truncated: Bool = false
    ) {
        self.exitStatus = exitStatus
        self.signal = signal
        self.stdout = stdout
        self.stderr = stderr
        self.truncated = truncated
    }

    public var succeeded: Bool { exitStatus == 0 }

    /// The last line on standard error that says something, or how the program ended.
    public var complaint: String {
        let lines = String(decoding: stderr, as: UTF8.self).split(whereSeparator: \.isNewline)
        if let line = lines.last(where: { !$0.allSatisfy(\.isWhitespace) }) { return String(line) }
        if let signal { return "ended by signal \(signal)" }
        return "exit status \(exitStatus.map(String.init) ?? "unknown")"
    }
}
