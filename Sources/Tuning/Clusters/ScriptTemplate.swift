import Execution
import Search

/// What a site wants at the top of its job scripts: a text with placeholders such as `{{nodes}}`, before hpltune's own body.
///
/// `{{directives}}` is where hpltune's `#SBATCH` lines go; it must be there once. A placeholder that is not known is an
/// error, at its place.
public struct ScriptTemplate: Sendable, Hashable, Codable {
    public let text: String

    public static let placeholders = SlurmScheduler.templatePlaceholders

    public init(text: String, file: String) throws(FileError) {
        self.text = text
        guard text.hasPrefix("#!"), text.prefix(while: { !$0.isNewline }).contains("bash") else {
            throw FileError(
                file: file, line: 1, column: 1,
                "the job's script is for bash; write `#!/bin/bash -l` as the first line")
        }
        var directives = 0
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            for (placeholder, column) in Self.uses(in: line) {
                guard Self.placeholders.contains(placeholder) else {
                    throw FileError(
                        file: file, line: number + 1, column: column,
                        unknownWord("placeholder", placeholder, among: Self.placeholders))
                }
                guard placeholder == "directives" else { continue }
                directives += 1
                guard line.allSatisfy({ "{}directives \t\r".contains($0) }), Self.uses(in: line).count == 1
                else {
                    throw FileError(
                        file: file, line: number + 1, column: column,
                        "`{{directives}}` stands for lines of their own; write nothing else on its line")
                }
            }
            let command = line.drop(while: \.isWhitespace)
            if command.hasPrefix("#SBATCH"), let idle = ClusterProfile.idleOption(in: command) {
                throw FileError(
                    file: file, line: number + 1, column: 1,
                    "with \(idle) sbatch submits nothing; take it out of the template")
            }
            if command.hasPrefix("#SBATCH"), let own = ClusterProfile.ownOption(in: command) {
                throw FileError(
                    file: file, line: number + 1, column: 1,
                    "hpltune sets \(own.spelled) itself; take it out of the template"
                        + (own.key.isEmpty ? "" : " and use the key `\(own.key)` of the profile"))
            }
            if directives == 0, !command.isEmpty, !command.hasPrefix("#") {
                throw FileError(
                    file: file, line: number + 1, column: 1,
                    "a command before `{{directives}}`, behind which sbatch reads no #SBATCH line; put it after them"
                )
            }
        }
        guard directives == 1 else {
            throw FileError(
                file: file, line: 1, column: 1,
                "`{{directives}}`, where the #SBATCH lines go, is there \(directives) times; write it once")
        }
    }

    /// Placeholders in a line with their columns, from 1.
    private static func uses(in line: Substring) -> [(name: String, column: Int)] {
        var uses: [(name: String, column: Int)] = []
        var rest = line
        while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}")
        {
            let column = line.distance(from: line.startIndex, to: start.lowerBound) + 1
            uses.append((String(rest[start.upperBound..<end.lowerBound]), column))
            rest = rest[end.upperBound...]
        }
        return uses
    }
}
