import ArgumentParser
import Execution
import Glibc
import HPL
import Reporting
import Tuning

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Find out what is missing to run HPL here, and how to get it.")

    @Option(help: ArgumentHelp("Where to look; this release knows `local`.", valueName: "name"))
    var cluster: String?

    @OptionGroup var global: GlobalOptions
    @OptionGroup var json: JSONOption

    func validate() throws {
        if let cluster, cluster != "local" {
            throw ValidationError(
                "there is no cluster `\(cluster)`; this release knows `local`, the machine it is on")
        }
    }

    func run() async throws {
        let transport = LocalTransport(logger: try global.logging.logger("app"))
        let findings = await MachineCheck(transport: transport, database: try global.path).findings()
        if json.isJSON {
            let list = findings.map { finding in
                JSONValue.object([
                    ("what", .text(finding.what)), ("state", .text(finding.state.rawValue)),
                    ("text", .text(finding.text)),
                ])
            }
            Terminal.say(JSONValue.array(list).text)
        } else {
            for finding in findings {
                let name = finding.what + String(repeating: " ", count: max(1, 12 - finding.what.count))
                Terminal.say("\(finding.state.mark) \(name)\(finding.text)")
            }
        }
        if findings.contains(where: { $0.state == .missing }) { throw ExitCode.failure }
        if !json.isJSON { Terminal.say("\nReady. Begin with:  \(CommandName.text) optimize --budget 40") }
    }
}
