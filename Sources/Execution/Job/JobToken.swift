/// The unique mark of a job, made up before it is submitted: it is in the job's name, in its files and in the
/// environment of all its processes, so that the job is found again after a crash.
public struct JobToken: Sendable, Hashable {
    /// 1 to 64 characters of `[a-z0-9]`.
    public let text: String

    public init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(Self.alphabet.contains) else {
            return nil
        }
        self.text = text
    }

    /// What a scheduler shows of a study's job. By the token at its end the job is found again.
    public func jobName(study: String) -> String { Self.jobNamePrefix(study: study) + text }

    /// How the names of all jobs of a study begin.
    public static func jobNamePrefix(study: String) -> String { "\(namePrefix)\(study)-" }

    static let namePrefix = "hpltune-"

    /// 20 random characters: more than 100 bits, so that no two jobs ever share one.
    public static func random(using generator: inout some RandomNumberGenerator) -> JobToken {
        let bytes = (0..<20).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] }
        return JobToken(unchecked: String(decoding: bytes, as: UTF8.self))
    }

    public static func random() -> JobToken {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    private init(unchecked text: String) {
        self.text = text
    }

    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
}

extension JobToken: CustomStringConvertible {
    public var description: String { text }
}

extension JobToken: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let token = JobToken(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(text)' is no job token")
        }
        self = token
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
