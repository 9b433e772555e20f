/// What kind of file a picture becomes.
public enum PictureFormat: String, Sendable, CaseIterable {
    case png, svg, pdf

    /// By the ending of a file's name; `nil` for any other.
    public init?(path: String) {
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return nil }
        self.init(rawValue: path[dot...].dropFirst().lowercased())
    }
}

/// A picture could not be drawn.
public struct RenderingError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
}
