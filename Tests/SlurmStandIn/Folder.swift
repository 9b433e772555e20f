import Foundation
import SlurmStandInPlan

/// The stand-in's memory. Every tool is a process of its own: they take turns by a lock on a file.
struct Folder {
    let path: String

    func plan() throws -> StandInPlan {
        try JSONDecoder().decode(StandInPlan.self, from: try data("plan.json"))
    }

    /// Seconds since 1970, or what the test says they are.
    var time: Double {
        guard let text = try? String(contentsOfFile: path + "/clock", encoding: .utf8) else {
            return Date().timeIntervalSince1970
        }
        return Double(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    }

    var state: State {
        get throws { try locked { try read() } }
    }

    /// Reads the state, changes it and writes it, while nobody else does.
    func update<Value>(_ change: (inout State) throws -> Value) throws -> Value {
        try locked {
            var state = try read()
            let value = try change(&state)
            try JSONEncoder().encode(state).write(
                to: URL(fileURLWithPath: path + "/state.json"), options: .atomic)
            return value
        }
    }

    /// Notes a call; returns how many there have been of this tool.
    func count(_ tool: ToolFault.Tool, _ words: [String]) throws -> Int {
        try locked {
            let line =
                ["\(time)", tool.rawValue] + words.map { $0.replacingOccurrences(of: "\n", with: " ") }
            let isFirst = !FileManager.default.fileExists(atPath: path + "/calls")
            let calls =
                (isFirst ? "" : String(decoding: try data("calls"), as: UTF8.self))
                + line.joined(separator: "\t") + "\n"
            try calls.write(toFile: path + "/calls", atomically: true, encoding: .utf8)
            return calls.split(separator: "\n").count { $0.split(separator: "\t")[1] == tool.rawValue }
        }
    }

    private func read() throws -> State {
        guard FileManager.default.fileExists(atPath: path + "/state.json") else { return State() }
        return try JSONDecoder().decode(State.self, from: try data("state.json"))
    }

    private func data(_ name: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)"))
    }

    private func locked<Value>(_ body: () throws -> Value) throws -> Value {
        let lock = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard lock >= 0, flock(lock, LOCK_EX) == 0 else {
            throw Complaint("slurm stand-in: no lock in \(path)", status: 99)
        }
        defer { close(lock) }
        return try body()
    }
}
