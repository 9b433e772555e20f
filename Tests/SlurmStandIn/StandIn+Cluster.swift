/// scontrol and sinfo.
extension StandIn {
    func scontrol(_ arguments: Arguments) throws -> String {
        switch arguments.words.first {
        case "show" where arguments.words.dropFirst().first == "config":
            return """
                Configuration data as of 2026-11-24T10:00:00
                AccountingStorageType   = accounting_storage/\(plan.hasAccounting ? "slurmdbd" : "none")
                ClusterName             = \(plan.cluster ?? "standin")
                KillWait                = 5 sec
                MaxArraySize            = \(plan.maxArraySize)
                MinJobAge               = \(plan.minJobAge) sec
                SLURM_VERSION           = 22.05.8

                """
                    + (plan.controller.map {
                        "SlurmctldHost[0]        = \($0)(10.0.0.1)\nSlurmctldPort           = 6817\n"
                    } ?? "")
        case "show" where arguments.words.dropFirst().first == "hostnames":
            return arguments.words.dropFirst(2).joined(separator: ",").split(separator: ",")
                .map { "\($0)\n" }.joined()
        default:
            throw Complaint("scontrol: error: the stand-in does not know \(arguments.words)")
        }
    }

    func sinfo(_ arguments: Arguments) throws -> String {
        let format = arguments["-o", "--format"] ?? "%P|%a|%l|%D|%t|%N"
        let name = arguments["-p", "--partition"]
        return plan.partitions.filter { name == nil || $0.name == name }.map { partition in
            let nodes = plan.nodes.prefix(partition.nodes).joined(separator: ",")
            return LineFormat.filled(
                format,
                [
                    "P": partition.name + (partition.isDefault ? "*" : ""), "R": partition.name, "a": "up",
                    "l": partition.timeLimit, "D": "\(partition.nodes)", "t": "idle", "T": "idle", "N": nodes,
                    "c": "\(partition.coresPerNode)", "X": "1", "Y": "\(partition.coresPerNode)", "Z": "1",
                    "z": "1:\(partition.coresPerNode):1", "m": "\(partition.memory)",
                    "e": "\(partition.memory)",
                ]) + "\n"
        }.joined()
    }
}
