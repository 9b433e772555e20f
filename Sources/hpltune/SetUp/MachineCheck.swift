import Execution
import Glibc
import HPL
import Tuning

/// Looks for everything a local study needs, and tries it: a real run of the HPL found.
struct MachineCheck {
    struct Finding {
        enum State: String {
            case good, doubtful, missing

            var mark: String {
                switch self {
                case .good: "ok     "
                case .doubtful: "warning"
                case .missing: "missing"
                }
            }
        }

        let what: String
        let state: State
        let text: String
    }

    let transport: LocalTransport
    let database: String

    func findings() async -> [Finding] {
        let machine = Machine.detect()
        var findings = [machineFinding(machine), memoryFinding(machine), loadFinding(machine)]
        var executable: String?
        do {
            let path = try HPLFinder.executable(nil)
            executable = path
            let flavor = Flavor.recognized(executable: path)
            findings.append(
                Finding(
                    what: "HPL", state: flavor == nil ? .doubtful : .good,
                    text: path
                        + (flavor.map { " (\($0.rawValue))" }
                            ?? "; nothing in it looks like an HPL: give the path of an xhpl")))
        } catch {
            findings.append(Finding(what: "HPL", state: .missing, text: Self.text(error)))
        }
        do {
            let launcher = try await LauncherFinder.launcher(nil, through: transport)
            findings.append(
                Finding(
                    what: "launcher", state: launcher.kind == .custom ? .doubtful : .good,
                    text: launcher.command.joined(separator: " ")
                        + (launcher.kind == .custom
                            ? " (not recognised; started as `-n RANKS`)"
                            : " (\(launcher.kind.rawValue) \(launcher.version ?? ""))")))
            if let executable {
                findings.append(await TrialRun(transport: transport).finding(executable, launcher, machine))
            }
        } catch {
            findings.append(Finding(what: "launcher", state: .missing, text: Self.text(error)))
        }
        findings.append(databaseFinding())
        return findings
    }

    static func text(_ error: any Error) -> String {
        let text = "\(error)"
        return text.hasPrefix("hpltune: ") ? String(text.dropFirst(9)) : text
    }

    private func machineFinding(_ machine: Machine) -> Finding {
        Finding(
            what: "cores", state: .good,
            text: "\(machine.cores) usable (\(machine.logicalCPUs) logical), \(machine.cpuModel)")
    }

    private func memoryFinding(_ machine: Machine) -> Finding {
        let isTight = Double(machine.availableBytes) < 0.5 * Double(machine.memoryBytes)
        return Finding(
            what: "memory", state: isTight ? .doubtful : .good,
            text: "\(ByteCount(machine.availableBytes)) free of \(ByteCount(machine.memoryBytes))"
                + (isTight ? "; something else uses the rest, which a benchmark will feel" : ""))
    }

    private func loadFinding(_ machine: Machine) -> Finding {
        var loads = [0.0]
        guard getloadavg(&loads, 1) == 1 else {
            return Finding(what: "load", state: .doubtful, text: "unknown")
        }
        let isBusy = loads[0] > 0.25 * Double(machine.cores)
        return Finding(
            what: "load", state: isBusy ? .doubtful : .good,
            text: "\((loads[0] * 10).rounded() / 10)"
                + (isBusy ? "; other programs are running and will disturb the runs" : ""))
    }

    private func databaseFinding() -> Finding {
        if let place = FileSystem(holding: database), place.kind == .network {
            return Finding(
                what: "database", state: .doubtful,
                text: "\(database) is on a network file system (\(place.name)); "
                    + "put it on a local disk with HPLTUNE_DATABASE=FILE")
        }
        guard ProgramFinder.exists(database) else {
            return Finding(what: "database", state: .good, text: "\(database) (will be made)")
        }
        do {
            let store = try StudyStore(reading: database)
            return Finding(
                what: "database", state: .good,
                text:
                    "\(database) (\(NumberText.count(try store.studies().count, "study")))"
            )
        } catch {
            return Finding(what: "database", state: .missing, text: Self.text(error))
        }
    }
}
