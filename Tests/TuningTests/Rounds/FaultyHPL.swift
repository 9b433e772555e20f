import Execution
import Foundation
import HPL
import Logging
import Search
import Tuning

/// Not an HPL: a shell script that prints what one prints, in milliseconds, and fails on demand in ways a real one
/// cannot be made to. It counts its runs. The system tests run the real one.
struct FaultyHPL {
    enum Mode: String {
        case good, crash, hang, garbage, wrong, library
        case cutOff = "cut-off"
        /// Every run but the study's first.
        case hangSecond = "hang-second"
        /// The study's second run finds that mpirun cannot start its ranks.
        case startlessSecond = "startless-second"
        /// Every run does.
        case startless
        /// Four runs of five fail.
        case fragile
        /// Runs of N above 3,000 fail.
        case small
        /// Goes on, and well, once the mode is another one.
        case waiting
    }

    let folder: TemporaryFolder
    let store: StudyStore
    var scheduler: any Scheduler = DirectScheduler()
    var transport: any Transport = LocalTransport(
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    /// How fast time passes, for drivers that would have to wait.
    var speed = 1.0

    init(in folder: TemporaryFolder, mode: Mode) throws {
        self.folder = folder
        store = try StudyStore(path: folder.path + "/hpltune.db")
        _ = try folder.write(Self.script, to: "xhpl", executable: true)
        _ = try folder.write("#!/bin/sh\nshift 2\nexec \"$@\"\n", to: "mpirun", executable: true)
        try set(mode)
    }

    func set(_ mode: Mode) throws {
        _ = try folder.write(mode.rawValue, to: "mode")
    }

    func createStudy(
        budget: Int, batch: Int = 2, problemSize: ProblemSize? = .fixed([100]), strategy: String? = nil,
        blockSizes: ClosedRange<Int>? = nil, cluster: ClusterProfile? = nil, nodeHours: Double? = nil
    ) throws {
        let space =
            blockSizes.map {
                "NB: {from: \($0.lowerBound), to: \($0.upperBound), step: 1}\ngrid: [1x2]\nDEPTH: [0]\n"
            }
            ?? "NB: [16, 32, 64]\ngrid: [1x2, 2x1]\nDEPTH: [0, 1]\n"
        let setUp = TestStudy.setUp(
            space: space, executable: folder.path + "/xhpl",
            launcher: Launcher(kind: .custom, command: [folder.path + "/mpirun"]), problemSize: problemSize,
            budget: Budget(trials: budget, nodeHours: nodeHours), batch: batch,
            resultsDirectory: folder.path + "/runs", cluster: cluster)
        var draft = TestStudy.draft(setUp: setUp)
        if let strategy { draft = TestStudy.draft(setUp: setUp, strategy: strategy) }
        try store.create(draft, at: 1)
    }

    /// Drives the study to its end, or to where it is told to leave.
    func drive(
        detaching: Bool = false, backingUp backups: BackupSchedule? = nil,
        notifying notify: @escaping @Sendable (DriverEvent) -> Void = { _ in },
        changing change: @Sendable (inout StudySetUp) -> Void = { _ in },
        now: (@Sendable () -> Double)? = nil
    ) async throws -> StudyEnd {
        try await driver(detaching: detaching, backingUp: backups, now: now, notifying: notify)
            .drive("test", changing: change)
    }

    /// - Parameter time: what the clock says throughout.
    func sync(
        at time: Double = 1_000, notifying notify: @escaping @Sendable (DriverEvent) -> Void = { _ in }
    ) async throws -> StudyEnd? {
        try await driver(now: { time }, notifying: notify).sync("test")
    }

    func cancel(abandoning: Bool = false) async throws -> StudyEnd? {
        try await driver().cancel("test", by: "a test", abandoning: abandoning)
    }

    func driver(
        detaching: Bool = false, backingUp backups: BackupSchedule? = nil,
        now: (@Sendable () -> Double)? = nil,
        notifying notify: @escaping @Sendable (DriverEvent) -> Void = { _ in }
    ) -> StudyDriver {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let (clock, speed) = (ContinuousClock(), speed)
        let start = clock.now
        let runner = JobRunner(
            scheduler: scheduler, transport: transport, logger: logger,
            uptime: { (clock.now - start) * speed })
        return StudyDriver(
            store: store, runner: runner, holder: DriverProcess.holder(at: 1_000), isRoot: false,
            detaches: detaching, backups: backups,
            now: now ?? { 1_000 + Double(((clock.now - start) * speed).components.seconds) }, notify: notify)
    }

    var trials: [TrialRecord] {
        get throws { try store.trials(ofStudy: try store.study(named: "test").id) }
    }

    /// One line a run that began: the directory it ran in.
    func runs() throws -> [String] {
        let bytes = try String(contentsOfFile: folder.path + "/runs.log", encoding: .utf8)
        return bytes.split(separator: "\n").map(String.init)
    }

    private static let script = """
        #!/bin/bash
        here=$(dirname "$0")
        pwd >> "$here/runs.log"
        mapfile -t line < HPL.dat
        value() { echo "${line[$1]%% *}"; }
        letter() { echo "LCR" | cut -c $((1 + $(value "$1"))); }
        row() {
            printf '%s\\n' "T/V                N    NB     P     Q               Time                 Gflops"
            # Ten Gflops and a bit, more for larger NB; the time that belongs to it.
            speed="10.$(value 7)"
            time=$(awk -v n="$(value 5)" -v g="$speed" 'BEGIN { printf "%.2f", n * n * (2 / 3 * n + 1.5) / 1e9 / g }')
            printf 'WR%s%s%s%s%s%s %d %d %d %d %s %s\\n' "$(value 22)" "$(value 20)" "$(letter 18)" \\
                "$(value 16)" "$(letter 12)" "$(value 14)" "$(value 5)" "$(value 7)" "$(value 10)" "$(value 11)" \\
                "$time" "$speed"
        }
        residual() { echo "||Ax-b||_oo/(eps*(||A||_oo*||x||_oo+||b||_oo)*N)=   $1 ...... $2"; }
        startless() { echo "An ORTE daemon has unexpectedly failed after launch and before" >&2; exit 1; }
        case $(cat "$here/mode") in
            good) row; residual 1.0e-03 PASSED; echo "End of Tests." ;;
            crash) kill -SEGV $$ ;;
            hang) sleep 1000 ;;
            waiting) while [[ $(cat "$here/mode") == waiting ]]; do sleep 0.02; done
                row; residual 1.0e-03 PASSED; echo "End of Tests." ;;
            garbage) head -c 5000 /dev/urandom ;;
            wrong) row; residual 1.0e+09 FAILED; echo "End of Tests." ;;
            library) echo "xhpl: error while loading shared libraries: libopenblas.so.0: cannot open shared object file" >&2
                exit 127 ;;
            cut-off) row | head -c 100 ;;
            hang-second) (( $(wc -l <"$here/runs.log") == 1 )) || exec sleep 1000
                row; residual 1.0e-03 PASSED; echo "End of Tests." ;;
            small) (( $(value 5) <= 3000 )) || kill -SEGV $$
                row; residual 1.0e-03 PASSED; echo "End of Tests." ;;
            startless-second) (( $(wc -l <"$here/runs.log") == 2 )) && startless
                row; residual 1.0e-03 PASSED; echo "End of Tests." ;;
            startless) startless ;;
            fragile) (( $(wc -l <"$here/runs.log") % 5 == 2 )) || kill -SEGV $$
                row; residual 1.0e-03 PASSED; echo "End of Tests." ;;
        esac
        """
}
