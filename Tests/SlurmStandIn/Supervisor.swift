import Foundation
import SlurmStandInPlan

/// Sees one job through: starts its script when its time has come and writes down how it ends.
struct Supervisor {
    static let name = "slurm-stand-in-supervisor"

    let standIn: StandIn
    let serial: Int

    static func start(for serial: Int) throws {
        _ = try Session.start(
            "/proc/self/exe", [name, "\(serial)"], environment: ProcessInfo.processInfo.environment,
            output: "/dev/null")
    }

    private var folder: Folder { standIn.folder }
    private var job: State.Job { get throws { try folder.state.jobs[serial] } }

    func run() throws {
        let plan = standIn.plan.plan(of: try job)
        for restart in 0...plan.restarts {
            // The last of several starts is the one that goes well.
            let goesWell = restart > 0 && restart == plan.restarts
            let wait = restart == 0 ? plan.startsAfter : plan.restartsAfter
            while try folder.time < job.start.submittedAt + wait, try job.start.endedAt == nil { pause() }
            guard plan.runs else {
                while plan.ending == nil, try job.start.endedAt == nil { pause() }
                try end(as: plan.ending ?? "CANCELLED", exitStatus: 0, goesOn: false)
                return
            }
            guard let process = try begin(restart: restart) else { return }
            let status = try endOf(process, stopsAfter: goesWell ? nil : plan.stopsAfterSteps, plan)
            let ending = status == 0 ? "COMPLETED" : "FAILED"
            try end(
                as: (goesWell ? nil : plan.ending) ?? ending, exitStatus: status,
                goesOn: restart < plan.restarts)
            if try job.start.endedAt != nil { return }
        }
    }

    /// Starts the script, unless somebody has cancelled the job.
    private func begin(restart: Int) throws -> Int32? {
        let time = folder.time
        return try folder.update { state in
            let job = state.jobs[serial]
            guard job.start.endedAt == nil else { return nil }
            var environment = job.environment
            environment["SLURM_JOB_ID"] = "\(job.number + (job.task ?? 0))"
            environment["SLURM_JOB_NAME"] = job.name
            environment["SLURM_JOB_NODELIST"] = job.nodes.joined(separator: ",")
            if restart > 0 { environment["SLURM_RESTART_COUNT"] = "\(restart)" }
            if let task = job.task {
                environment["SLURM_ARRAY_JOB_ID"] = "\(job.number)"
                environment["SLURM_ARRAY_TASK_ID"] = "\(task)"
            }
            environment["PATH"] = ProcessInfo.processInfo.environment["PATH"]
            environment["HPLTUNE_SLURM_STAND_IN"] = folder.path
            // Not a login shell as the real one: the site's profile would put the real tools first.
            let process = try Session.start(
                "/bin/bash",
                ["bash", "-c", "cd -- \"$1\" && exec bash \"$2\"", "slurm", job.directory, job.script],
                environment: environment, output: job.output)
            state.jobs[serial].start.process = process
            state.jobs[serial].start.state = "RUNNING"
            state.jobs[serial].start.startedAt = time
            return process
        }
    }

    /// Waits for the script's end, or brings it about; returns its exit status.
    private func endOf(_ process: Int32, stopsAfter: Int?, _ plan: JobPlan) throws -> Int32 {
        var status: Int32 = 0
        let directory = try job.directory
        while waitpid(process, &status, WNOHANG) == 0 {
            // The test is over.
            if !FileManager.default.fileExists(atPath: folder.path) { Session(leader: process).kill() }
            if let stopsAfter, try stepsDone(in: directory) >= stopsAfter,
                plan.stopsWithFile.map(FileManager.default.fileExists) != false
            {
                if plan.leavesGhost { return 1 }
                if plan.isWarned {
                    kill(process, SIGUSR1)
                    for _ in 0..<500 where waitpid(process, &status, WNOHANG) == 0 { pause() }
                }
                Session(leader: process).kill()
                return 1
            }
            pause()
        }
        return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + status & 0x7f
    }

    /// How many of hpltune's steps have their done file.
    private func stepsDone(in directory: String) throws -> Int {
        try String(contentsOfFile: directory + "/steps", encoding: .utf8).split(separator: "\n").count {
            line in
            FileManager.default.fileExists(
                atPath: "\(line.split(separator: "\t").dropFirst().first ?? "")/done.json")
        }
    }

    /// - Parameter goesOn: the job waits again: it is at no time seen to be over.
    private func end(as ending: String, exitStatus: Int32, goesOn: Bool) throws {
        let time = folder.time
        try folder.update { state in
            // Somebody may have cancelled it.
            guard state.jobs[serial].start.endedAt == nil else { return }
            state.jobs[serial].start.state = ending
            state.jobs[serial].start.exitStatus = exitStatus
            state.jobs[serial].start.endedAt = time
            if goesOn {
                state.jobs[serial].starts.append(State.Start(reason: "BeginTime", submittedAt: time))
            }
        }
    }

    private func pause() { usleep(20_000) }
}
