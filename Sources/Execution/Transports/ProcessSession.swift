import Glibc

/// The processes of one session, found in `/proc`.
struct ProcessSession: Sendable {
    /// Time between the request to end and the order to.
    static let grace = Duration.milliseconds(500)

    let leader: pid_t

    /// Returns when the leader, a child of this process, has ended (it is left for its starter to reap), or when the
    /// caller is cancelled.
    func waitForLeader() async {
        // Looks a quarter of its time too late at most: between two runs of HPL every millisecond is an idle machine.
        var pause = Duration.milliseconds(1)
        while !leaderHasEnded {
            do { try await Task.sleep(for: pause) } catch { return }
            pause = min(pause * 1.25, .milliseconds(20))
        }
    }

    private var leaderHasEnded: Bool {
        var information = siginfo_t()
        let answer = waitid(P_PID, id_t(leader), &information, WEXITED | WNOWAIT | WNOHANG)
        // Without a child of that number there is nothing to wait for.
        return answer != 0 ? errno != EINTR : information.si_signo == SIGCHLD
    }

    /// Ends all processes of the session: asks first, then kills until none is left. Runs to its end even when the
    /// caller is cancelled.
    func end() async {
        await Task.detached {
            if await signal(SIGTERM, until: Self.grace) { return }
            _ = await signal(SIGKILL, until: .seconds(5))
        }.value
    }

    /// Signals the members again and again, since they may start new ones; says whether none is left.
    private func signal(_ number: Int32, until limit: Duration) async -> Bool {
        let deadline = ContinuousClock.now + limit
        var signalled: Set<pid_t> = []
        while true {
            let members = members()
            if members.isEmpty { return true }
            for member in members where number == SIGKILL || !signalled.contains(member) {
                kill(member, number)
                signalled.insert(member)
            }
            if ContinuousClock.now >= deadline { return false }
            do { try await Task.sleep(for: .milliseconds(10)) } catch { return false }
        }
    }

    /// The session's processes that still run.
    func members() -> [pid_t] {
        ProcessTable.processes().filter { $0.session == leader && !$0.hasEnded }.map(\.pid)
    }
}
