import Glibc
import Logging
import Subprocess

/// This machine: commands through swift-subprocess, files through system calls.
///
/// Every command leads a session of its own, so that a Ctrl-C at the terminal does not reach it.
public struct LocalTransport: Transport {
    let logger: Logger

    public init(logger: Logger) {
        self.logger = logger
    }

    public func run(_ command: Command, timeout: Duration, outputLimit: Int) async throws -> CommandOutput {
        try Task.checkCancellation()
        guard let program = command.argv.first, !program.isEmpty else {
            throw TransportError.notStarted(command: "(empty)", reason: "the command names no program")
        }
        let variables = try command.subprocessEnvironment()
        // Only the program's name is logged: arguments and environment may hold what is nobody's business.
        logger.debug("run", metadata: ["program": "\(program)"])
        let input = try StandardInput(command.standardInput)
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: ProcessSession.grace)
        ]
        let ran: ExecutionResult<CollectedOutput, SequenceOutput, SequenceOutput>
        do {
            ran = try await Subprocess.run(
                program.contains("/") ? .path(.init(program)) : .name(program),
                arguments: Arguments(Array(command.argv.dropFirst())),
                environment: .inherit.updating(variables),
                platformOptions: options,
                input: .fileDescriptor(.init(rawValue: input.descriptor), closeAfterSpawningProcess: false),
                output: .sequence,
                error: .sequence
            ) { execution in
                try await CollectedOutput.collect(
                    from: execution.standardOutput, and: execution.standardError, limit: outputLimit,
                    until: timeout, of: ProcessSession(leader: execution.processIdentifier.value))
            }
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            if error.code == .executableNotFound {
                return CommandOutput(
                    exitStatus: 127, stderr: Array("\(program): not found or not executable\n".utf8))
            }
            if error.code == .spawnFailed {
                throw TransportError.notStarted(command: program, reason: "\(error)")
            }
            throw TransportError.lost(command: program, reason: "\(error)")
        }
        let collected = ran.closureResult
        if collected.wasCancelled { throw CancellationError() }
        if collected.timedOut {
            throw TransportError.timedOut(command: program, seconds: timeout / .seconds(1), mayHaveRun: true)
        }
        var output = CommandOutput(
            exitStatus: nil, stdout: collected.stdout, stderr: collected.stderr,
            truncated: collected.truncated)
        switch ran.terminationStatus {
        case .exited(let status): output.exitStatus = status
        case .signaled(let signal): output.signal = signal
        }
        return output
    }
}

extension Command {
    /// Checks what the system would cut short or refuse without saying why.
    fileprivate func subprocessEnvironment() throws(TransportError) -> [Subprocess.Environment.Key: String?] {
        let program = argv.first ?? ""
        for text in argv + environment.flatMap({ [$0.key, $0.value] }) where text.utf8.contains(0) {
            throw .notStarted(
                command: program,
                reason: "'\(text.prefix(20))…' contains a NUL byte, which no program can be given")
        }
        var variables: [Subprocess.Environment.Key: String?] = [:]
        for (name, value) in environment {
            guard !name.isEmpty, !name.contains("="), let key = Subprocess.Environment.Key(rawValue: name)
            else {
                throw .notStarted(command: program, reason: "'\(name)' is no name for a variable")
            }
            variables[key] = value
        }
        return variables
    }
}
