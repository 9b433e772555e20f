/// Something a failed run says, what it means, and what helps.
///
/// The table is in order: what stands first explains what stands later (a missing library also makes mpirun complain).
/// A new symptom is one entry, or one more sign in an entry.
struct Symptom: Sendable {
    let cause: FailureCause
    /// Any of these in the output; the first one found is shown as evidence.
    let signs: [StaticString]
    let summary: String
    let advice: String

    init(_ cause: FailureCause, _ signs: [StaticString], _ summary: String, advice: String) {
        self.cause = cause
        self.signs = signs
        self.summary = summary
        self.advice = advice
    }

    static let table = hplItself + starting + ending

    private static let hplItself = [
        Symptom(
            .tooFewProcesses, ["processes for these tests"],
            "HPL has fewer MPI processes than P×Q",
            advice: "start as many ranks as P×Q, or choose a smaller grid"),
        Symptom(
            .inputFileMissing, ["cannot open file HPL.dat", "cannot open file hpccinf.txt"],
            "HPL finds no input file where it runs",
            advice: "run it in the folder of its HPL.dat (hpccinf.txt for HPCC), which every node must see"),
        Symptom(
            .outputUnwritable, ["cannot open file"],
            "HPL cannot write its output file",
            advice: "make the folder writable, or set the device in HPL.dat to 6 (standard output)"),
        Symptom(
            .illegalInput,
            [
                "Value of N less than", "Value of NB less than", "Value of P less than",
                "Value of Q less than",
                "Value of NBMIN less than", "Value of NDIV less than", "Value of DEPTH less than",
                "less than 1 or greater than", "Illegal input in file",
            ],
            "HPL refuses a value in its input file",
            advice: "correct the value that HPL names"),
        Symptom(
            .outOfMemory,
            [
                "Memory allocation failed", "Cannot allocate memory", "cannot allocate memory",
                "std::bad_alloc",
                "Not enough memory", "out of memory", "OutOfMemory", "insufficient virtual memory",
            ],
            "the matrix does not fit into memory",
            advice: "choose a smaller N or more nodes"),
    ]

    private static let starting = [
        Symptom(
            .missingLibrary,
            [
                "error while loading shared libraries", "cannot open shared object file",
                "symbol lookup error",
                "undefined symbol", "version `GLIBC",
            ],
            "a shared library that HPL needs is missing on the node",
            advice: "load the module it was built with, or add the library's folder to LD_LIBRARY_PATH"),
        Symptom(
            .moduleNotFound,
            [
                "module: command not found", "module: not found", "Unable to locate a modulefile",
                "module(s) are unknown", "module(s) exist but cannot be loaded",
            ],
            "a module cannot be loaded",
            advice: "`module avail` lists what there is; correct the modules of the cluster or study"),
        Symptom(
            .launcherMissing,
            [
                "mpirun: command not found", "mpiexec: command not found", "srun: command not found",
                "mpirun: not found", "mpiexec: not found", "srun: not found", "mpirun: No such file",
                "mpiexec: No such file", "mpiexec.hydra: No such file",
            ],
            "the MPI launcher is missing",
            advice: "install an MPI, load its module, or name the launcher with its path"),
        Symptom(
            .rootRefused, ["has detected an attempt to run as root"],
            "Open MPI does not run as root",
            advice: "run as another user, or give mpirun --allow-run-as-root"),
        Symptom(
            .mpiStart, ["Host key verification failed", "Permission denied (publickey"],
            "the launcher cannot log in to another node",
            advice: "set up ssh between the nodes without a password"),
        Symptom(
            .mpiStart,
            [
                "ORTE daemon has unexpectedly failed", "PRTE daemon has unexpectedly failed",
                "Unable to contact slurm controller",
                "Unable to confirm allocation for job",
            ],
            "the launcher could not start its processes on the nodes, as when SLURM's controller is away",
            advice: "run it again; if that repeats, try `srun hostname` in a job"),
        Symptom(
            .notExecutable,
            ["cannot execute binary file", "Exec format error", "Permission denied"],
            "the executable cannot be run",
            advice: "chmod +x it, and build it for this kind of machine"),
        Symptom(
            .executableMissing,
            [
                "unable to launch the specified application", "execvp error on file", "error: execve():",
                "unable to find the specified executable", "xhpl: No such file or directory",
                "command not found",
                "xhpl: not found", "hpcc: not found",
            ],
            "the HPL executable is missing, or may not be run",
            advice: "name it with its full path, which every node must see, and make it executable"),
        Symptom(
            .oversubscribed,
            ["binding more processes than cpus", "more processes than cpus"],
            "more ranks × threads than there are cores",
            advice: "take fewer ranks or fewer threads"),
        Symptom(
            .mpiSlots,
            [
                "not enough slots available", "are already filled",
                "More processors requested than permitted",
                "Requested node configuration is not available", "Unable to create step for job",
            ],
            "the launcher has fewer slots than ranks are asked for",
            advice: "ask for fewer ranks or more cores, or check the host file"),
        Symptom(
            .diskFull, ["No space left on device", "Disk quota exceeded"],
            "a disk is full",
            advice: "make room where the results go, and in /tmp and /dev/shm of the nodes"),
        Symptom(
            .mpiNetwork,
            [
                "on a different subnet", "psm3_ep_connect returned error", "are unable to reach each other",
                "Destination is unreachable", "Transport retry count exceeded", "UCX  ERROR",
                "No route to host",
                "Network is unreachable", "Connection refused", "Connection timed out",
                "Connection reset by peer",
                "has lost communication", "unable to reliably start one or more daemons", "MPIDI_OFI",
            ],
            "MPI cannot connect its processes",
            advice:
                "check which network MPI uses (OMPI_MCA_btl_tcp_if_include, UCX_NET_DEVICES, FI_PROVIDER), and "
                + "try two ranks on two nodes"),
        Symptom(
            .mpiStart,
            ["error in PMPI_Init", "error in internal_Init", "It looks like MPI_INIT failed", "MPI_Init"],
            "MPI does not start",
            advice: "check that launcher and HPL belong to the same MPI"),
        // Harmless in a run that succeeds; a reason in one that does not.
        Symptom(
            .mpiStart, ["A requested component was not found"],
            "MPI lacks a component that its settings ask for",
            advice: "correct the OMPI_MCA_… variables, or install the component that the output names"),
    ]

    private static let ending = [
        Symptom(
            .timedOut, ["DUE TO TIME LIMIT"],
            "the job's time limit ended the run",
            advice: "give the job more time, or choose a smaller N"),
        Symptom(
            .nodeFailure, ["NODE FAILURE", "Node failure", "Stale file handle", "uncorrectable ECC"],
            "a node failed",
            advice: "run it again, on other nodes if it repeats"),
        Symptom(
            .killedByOutOfMemory,
            ["oom-kill", "oom_kill", "OUT_OF_MEMORY", "Out Of Memory", "Out of memory: Killed"],
            "the kernel killed HPL because memory ran out",
            advice: "choose a smaller N, or a job with more memory"),
        Symptom(
            .cancelled,
            [
                "CANCELLED AT", "DUE TO PREEMPTION", "DUE to SIGNAL Terminated", "exited on signal 15",
                "exited on signal 2 ", "Terminated (signal 15)", "KILLED BY SIGNAL: 15",
            ],
            "the run was cancelled from outside",
            advice: "run it again"),
        Symptom(
            .killedByOutOfMemory,
            ["exited on signal 9", "Killed (signal 9)", "KILLED BY SIGNAL: 9", ": Killed"],
            "HPL was killed (signal 9), as the kernel does when memory runs out",
            advice: "choose a smaller N; `dmesg` on the node tells whether it was memory"),
        Symptom(
            .illegalInstruction,
            [
                "Illegal instruction", "exited on signal 4 ",
                "Please verify that both the operating system and the processor",
            ],
            "HPL or its BLAS was built for another processor",
            advice: "build both on the node that runs them, or choose the BLAS for this processor"),
        Symptom(
            .crashed,
            [
                "exited on signal", "Segmentation fault", "Aborted (core dumped)", "Floating point exception",
                "Bus error", "(signal 11)", "(signal 6)", "(signal 7)", "(signal 8)", "KILLED BY SIGNAL",
                "MPI_ABORT was invoked", "application called MPI_Abort", "HPL ERROR from process",
            ],
            "HPL crashed",
            advice: "look at its last lines; other threads, BLAS or MPI settings may help"),
    ]
}
