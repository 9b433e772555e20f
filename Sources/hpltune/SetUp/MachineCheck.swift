import Execution
import Glibc
import HPL
import Tuning

/// Looks for everything a local study needs, and tries it: a real run of the HPL found.
struct MachineCheck {
    let transport: LocalTransport
    let database: String
    var cluster = ClusterProfile.local

    func findings() async -> [Finding] {
        let machine = Machine.detect()
        var findings = [machineFinding(machine), memoryFinding(machine), loadFinding(machine)]
        let programs = ProgramSearch(environment: cluster.environment, transport: transport)
        var executable: String?
        do {
            let path = try await HPLFinder(cluster: cluster, programs: programs).executable(nil)
            executable = path
            findings.append(Self.finding(executable: path))
        } catch {
            findings.append(Finding("HPL", missing: error))
        }
        do {
            let launcher = try await LauncherFinder(cluster: cluster, programs: programs).launcher(nil)
            findings.append(Self.finding(launcher))
            if let executable {
                findings.append(await TrialRun(transport: transport).finding(executable, launcher, machine))
            }
        } catch {
            findings.append(Finding("launcher", missing: error))
        }
        findings.append(databaseFinding())
        return findings
    }

    static func finding(executable path: String) -> Finding {
        guard let flavor = Flavor.recognized(executable: path) else {
            return Finding(
                "HPL", .doubtful, path + "; nothing in it looks like an HPL: give the path of an xhpl")
        }
        return Finding("HPL", .good, "\(path) (\(flavor.rawValue))")
    }

    static func finding(_ launcher: Launcher) -> Finding {
        let command = launcher.command.joined(separator: " ")
        return launcher.kind == .custom
            ? Finding("launcher", .doubtful, "\(command) (not recognised; started as `-n RANKS`)")
            : Finding(
                "launcher", .good,
                "\(command) (\([launcher.kind.rawValue, launcher.version].compactMap { $0 }.joined(separator: " ")))"
            )
    }

    private func machineFinding(_ machine: Machine) -> Finding {
        Finding(
            "cores", .good, "\(machine.cores) usable (\(machine.logicalCPUs) logical), \(machine.cpuModel)")
    }

    private func memoryFinding(_ machine: Machine) -> Finding {
        let isTight = Double(machine.availableBytes) < 0.5 * Double(machine.memoryBytes)
        return Finding(
            "memory", isTight ? .doubtful : .good,
            "\(ByteCount(machine.availableBytes)) free of \(ByteCount(machine.memoryBytes))"
                + (isTight ? "; something else uses the rest, which a benchmark will feel" : ""))
    }

    private func loadFinding(_ machine: Machine) -> Finding {
        var loads = [0.0]
        guard getloadavg(&loads, 1) == 1 else {
            return Finding(
                "load", .doubtful, "unknown")
        }
        let isBusy = loads[0] > 0.25 * Double(machine.cores)
        return Finding(
            "load", isBusy ? .doubtful : .good,
            "\((loads[0] * 10).rounded() / 10)"
                + (isBusy ? "; other programs are running and will disturb the runs" : ""))
    }

    private func databaseFinding() -> Finding {
        if let place = FileSystem(holding: database), place.kind == .network {
            return Finding(
                "database", .doubtful,
                "\(database) is on a network file system (\(place.name)); "
                    + "put it on a local disk with HPLTUNE_DATABASE=FILE")
        }
        guard ProgramFinder.exists(database) else {
            return Finding(
                "database", .good, "\(database) (will be made)")
        }
        do {
            let store = try StudyStore(reading: database)
            return Finding(
                "database", .good, "\(database) (\(NumberText.count(try store.studies().count, "study")))"
            )
        } catch {
            return Finding("database", missing: error)
        }
    }
}
