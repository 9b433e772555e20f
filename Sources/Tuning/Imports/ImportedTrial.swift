import Search

/// A result from elsewhere with its place in a study: what `StudyStore.add` stores. In JSON it is the payload of a request
/// to whoever drives the study.
public struct ImportedTrial: Sendable, Hashable {
    /// Canonical.
    public let point: Point
    public let level: FidelityLevel
    public let measurement: Measurement
    /// Where it was found, as messages name it.
    public let file: String
    /// Counted from 1.
    public let line: Int
    /// `nil` for the rows of an HPL output.
    public let column: Int?

    public init(
        point: Point, level: FidelityLevel, measurement: Measurement, file: String, line: Int, column: Int?
    ) {
        self.point = point
        self.level = level
        self.measurement = measurement
        self.file = file
        self.line = line
        self.column = column
    }

    var why: String { "imported from \(file), line \(line)" }
}

extension ImportedTrial: Codable {
    private enum Key: String, CodingKey {
        case point, level, measurement, file, line, column
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let fraction = try container.decode(Double.self, forKey: .level)
        guard fraction > 0, fraction <= 1 else {
            throw DecodingError.dataCorruptedError(
                forKey: .level, in: container, debugDescription: "a fidelity level is in (0, 1]")
        }
        self.init(
            point: try container.decode(StoredPoint.self, forKey: .point).point,
            level: FidelityLevel(fraction),
            measurement: try container.decode(Measurement.self, forKey: .measurement),
            file: try container.decode(String.self, forKey: .file),
            line: try container.decode(Int.self, forKey: .line),
            column: try container.decodeIfPresent(Int.self, forKey: .column))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(StoredPoint(point), forKey: .point)
        try container.encode(level.fraction, forKey: .level)
        try container.encode(measurement, forKey: .measurement)
        try container.encode(file, forKey: .file)
        try container.encode(line, forKey: .line)
        try container.encodeIfPresent(column, forKey: .column)
    }
}
