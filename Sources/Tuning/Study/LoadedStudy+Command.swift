import HPL
import Search

extension LoadedStudy {
    /// The command that runs a point by hand, as one types it in a shell: variables, launcher, ranks, placement, program.
    public func command(for point: Point, asRoot: Bool) throws -> String {
        let settings = try space.settings(for: point, at: .full)
        let step = try RunPlanner(study: self, isRoot: asRoot).step(
            named: "by-hand", directory: "/", settings: settings, point: point, limitSeconds: 1)
        let variables = step.environment.sorted { $0.key < $1.key }.map {
            "\($0.key)=\(ShellText.word($0.value))"
        }
        return (step.prologue + [(variables + step.argv.map(ShellText.word)).joined(separator: " ")])
            .joined(separator: "; ")
    }
}
