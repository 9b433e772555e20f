import HPL
import Search

/// A study's space in writing, with every default written out, so that a later hpltune with other defaults still means
/// the same points.
public enum SpaceSource: Sendable, Hashable, Codable {
    /// A `space:` section of a study file.
    /// `defaults` is what the knobs are set to that it does not name.
    case section(String, defaults: HPLSettings)
    /// An HPL.dat, whose lists are the space.
    case inputFile(String)

    /// The source that says what `space` says.
    public init(of space: HPLSpace, inputFile: InputFile?) {
        self =
            inputFile.map { .inputFile($0.write()) } ?? .section(space.sourceText, defaults: space.defaults)
    }

    /// - Parameter problemSize: what N was settled to; the source's own N when `nil`.
    public func space(
        resources: Resources, flavor: Flavor, problemSize: ProblemSize?
    ) throws(FileError) -> HPLSpace {
        let space: HPLSpace
        switch self {
        case .section(let text, let defaults):
            let node = try YAMLNode.parse(text, file: "the stored space")
            space = try HPLSpace(section: node, resources: resources, flavor: flavor, defaults: defaults)
        case .inputFile(let text):
            let input = try InputFile(parsing: text, file: "the stored HPL.dat")
            space = try HPLSpace(inputFile: input, resources: resources, flavor: flavor)
        }
        return problemSize.map { space.replacing(problemSize: $0) } ?? space
    }
}
