import Foundation
import SlurmStandInPlan

/// A scripted stand-in for SLURM's tools, only for what a real SLURM cannot be made to do: lost answers, garbage, nodes
/// that do not boot, an accounting that lags by minutes. What a real one can do is tested on a real one.
///
/// It is one program under the names sbatch, squeue, sacct, scancel, scontrol and sinfo. The folder that the variable
/// `HPLTUNE_SLURM_STAND_IN` names holds its plan (`plan.json`, see `StandInPlan`), what it knows (`state.json`), a line for
/// every call (`calls`) and, if time is simulated, the time (`clock`). Submitted scripts are really run, each by a
/// process of its own.
@main
struct StandIn {
    let folder: Folder
    let plan: StandInPlan

    static func main() {
        let words = CommandLine.arguments
        let name = words[0].split(separator: "/").last.map(String.init) ?? ""
        do {
            guard let path = ProcessInfo.processInfo.environment["HPLTUNE_SLURM_STAND_IN"] else {
                throw Complaint("HPLTUNE_SLURM_STAND_IN names no folder", status: 99)
            }
            let folder = Folder(path: path)
            let standIn = StandIn(folder: folder, plan: try folder.plan())
            if name == Supervisor.name {
                try Supervisor(standIn: standIn, serial: Int(words[1]) ?? 0).run()
                return
            }
            guard let tool = ToolFault.Tool(rawValue: name) else {
                throw Complaint("\(name) is no tool of SLURM", status: 99)
            }
            exit(try standIn.call(tool, words: Array(words.dropFirst())))
        } catch let complaint as Complaint {
            complain(complaint.text)
            exit(complaint.status)
        } catch {
            complain("slurm stand-in: \(error)")
            exit(99)
        }
    }

    private func call(_ tool: ToolFault.Tool, words: [String]) throws -> Int32 {
        let count = try folder.count(tool, words)
        let time = folder.time
        let faults = plan.faults.filter { fault in
            fault.tool == tool && fault.calls?.contains(count) != false
                && fault.during?.contains(time) != false
        }
        for fault in faults where fault.sleeps > 0 { Thread.sleep(forTimeInterval: fault.sleeps) }
        for fault in faults { FileHandle.standardOutput.write(Data(fault.output)) }
        var answer = ""
        if faults.allSatisfy(\.acts) {
            // A job must be on its way when the answer comes, as with the real one.
            answer = try self.answer(of: tool, Arguments(words))
        }
        if faults.allSatisfy(\.answers) { FileHandle.standardOutput.write(Data(answer.utf8)) }
        for fault in faults where !fault.errors.isEmpty { Self.complain(fault.errors) }
        return faults.map(\.exitStatus).first { $0 != 0 } ?? 0
    }

    private func answer(of tool: ToolFault.Tool, _ arguments: Arguments) throws -> String {
        switch tool {
        case .sbatch: try sbatch(arguments)
        case .squeue: try squeue(arguments)
        case .sacct: try sacct(arguments)
        case .scancel: try scancel(arguments)
        case .scontrol: try scontrol(arguments)
        case .sinfo: try sinfo(arguments)
        }
    }

    static func complain(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}

/// What a tool says on standard error before it fails.
struct Complaint: Error {
    let text: String
    var status: Int32 = 1

    init(_ text: String, status: Int32 = 1) {
        self.text = text
        self.status = status
    }
}
