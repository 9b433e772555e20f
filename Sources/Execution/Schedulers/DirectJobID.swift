/// The process of a direct job, as its `job.json` tells.
struct DirectJobID: Hashable, Codable {
    let token: JobToken
    let pid: Int32
    /// When the process started: clock ticks since boot, field 22 of proc(5)'s `stat`.
    let startTicks: UInt64
    /// `/proc/sys/kernel/random/boot_id`
    let bootID: String
    let host: String

    var id: JobID { JobID("\(token):\(pid):\(startTicks):\(bootID)") }

    /// Reads the id's text; the host is not part of it.
    init?(_ id: JobID) {
        let parts = id.text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 4, let token = JobToken(String(parts[0])), let pid = Int32(parts[1]), pid > 0,
            let startTicks = UInt64(parts[2])
        else { return nil }
        self.token = token
        self.pid = pid
        self.startTicks = startTicks
        bootID = String(parts[3])
        host = ""
    }
}
