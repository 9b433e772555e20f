/// Why a run cannot be started as asked: one line, what is wrong; what to do.
public struct LaunchError: Error, Sendable, Hashable, CustomStringConvertible {
    public let message: String

    public init(_ message: String) {
        self.message = message
    }

    public var description: String { message }
}
