import Execution

/// Does what the local transport does, but for what a test writes anew.
public protocol ForwardingTransport: Transport {
    var local: LocalTransport { get }
}

extension ForwardingTransport {
    public func run(
        _ command: Command, timeout: Duration, outputLimit: Int
    ) async throws -> CommandOutput {
        try await local.run(command, timeout: timeout, outputLimit: outputLimit)
    }
    public func upload(_ files: [FileContent], to directory: String) async throws {
        try await local.upload(files, to: directory)
    }
    public func download(_ paths: [String], limit: Int) async throws -> [FileContent] {
        try await local.download(paths, limit: limit)
    }
    public func createDirectory(_ path: String) async throws { try await local.createDirectory(path) }
    public func remove(_ path: String) async throws { try await local.remove(path) }
    public func waitForChange(
        appearing: [String], disappearing: [String], every pause: Duration?, atMost: Duration
    ) async throws -> Bool {
        try await local.waitForChange(
            appearing: appearing, disappearing: disappearing, every: pause, atMost: atMost)
    }
}
