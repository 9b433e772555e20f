import ArgumentParser
import Execution
import HPL
import Reporting
import Search
import Tuning

struct SpaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "space",
        abstract: "Look at the space of a study file, of an HPL.dat, or of this machine.")

    @Argument(help: "A study file (.yaml) or an HPL.dat; this machine when left out.")
    var file: String?

    @OptionGroup var global: GlobalOptions
    @OptionGroup var json: JSONOption

    func run() async throws {
        let source = try StudySource(file)
        let site = try await StudySite.find(
            nil, for: source.file, through: LocalTransport(logger: try global.logging.logger("app")))
        let assembly = StudyAssembly(
            options: try StudyOptions.parse([]), source: source, site: site, dataFolder: "")
        let resources = try assembly.resources()
        for remark in source.remarks { Terminal.complain("warning: \(remark)") }
        let flavor = try source.file.hpl.flavor.map { try HPLFinder.flavor($0, of: "") } ?? .netlib
        var space = try source.space(resources: resources, flavor: flavor)
        let size = try assembly.problemSize(of: space)
        if size == nil { space = space.replacing(problemSize: .fixed([Calibrator.firstN])) }
        let valid = try ValidSet(enumerating: space.searchSpace)
        if json.isJSON { return Terminal.say(description(space, valid, size).text) }
        let search = space.searchSpace
        Terminal.say(
            "\(counted(resources.nodes, "node")), \(counted(site.machine.cores, "core")), "
                + "\(ByteCount(resources.memoryPerNode)) of memory for HPL")
        Terminal.say(
            size.map(String.init(describing:))
                ?? "N such that a run takes about \(Int(Calibrator.defaultRunSeconds(nodes: resources.nodes))) s (found by calibration)"
        )
        Terminal.say("")
        var table = Table([("parameter", .left), ("", .right), ("values", .left)])
        for parameter in search.parameters {
            table.add([
                parameter.name, String(parameter.values.count),
                parameter.values.map(\.description).joined(separator: " "),
            ])
        }
        for line in table.lines { Terminal.say(line) }
        Terminal.say("")
        for rule in search.rules { Terminal.say("rule: \(rule.text)") }
        let points =
            valid.isExhaustive
            ? counted(valid.count, "different configuration") : "more than 200,000 configurations"
        Terminal.say(
            "\(combinations(valid.combinations)), \(points) after the rules and inert knobs")
        Terminal.say("")
        Terminal.say("An expert would begin with:")
        for point in search.firstPoints { Terminal.say("  \(point)") }
    }

    private func combinations(_ number: Double) -> String {
        number < 1e15 ? counted(Int(number), "combination") : "\(number) combinations"
    }

    private func description(_ space: HPLSpace, _ valid: ValidSet, _ size: ProblemSize?) -> JSONValue {
        .object([
            ("version", .integer(1)),
            ("size", JSONValue(size.map(String.init(describing:)))),
            (
                "parameters",
                .array(
                    space.searchSpace.parameters.map { parameter in
                        .object([
                            ("name", .text(parameter.name)), ("kind", .text(parameter.kind.rawValue)),
                            ("values", .array(parameter.values.map { JSONValue($0) })),
                        ])
                    })
            ),
            ("rules", .array(space.searchSpace.rules.map { .text($0.text) })),
            ("combinations", .real(valid.combinations)),
            ("points", valid.isExhaustive ? .integer(valid.count) : .null),
            ("firstPoints", .array(space.searchSpace.firstPoints.map { .point($0) })),
        ])
    }
}
