/// What the scheduler calls a job, in its own spelling. Only the scheduler that gave it reads it.
public struct JobID: Sendable, Hashable {
    public let text: String

    public init(_ text: String) {
        self.text = text
    }
}

extension JobID: CustomStringConvertible {
    public var description: String { text }
}

extension JobID: Codable {
    public init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
