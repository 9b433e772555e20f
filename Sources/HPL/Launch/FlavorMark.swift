/// What gives a build of HPL away: words it prints or reads, its program's name, a folder it comes in.
struct FlavorMark {
    let flavor: Flavor
    /// Anywhere in the program's bytes.
    let contents: [String]
    /// The start of the program's name, in lower case.
    let programs: [String]
    /// The start of the name of a folder on the way to it, in lower case.
    let folders: [String]

    /// Order matters: the vendors' builds also contain netlib's words.
    ///
    /// The contents are what the builds print or read: the heads of their outputs (`HPL-NVIDIA`, `AMD Zen
    /// HPL`), rocHPL's answer to `--version`, Intel's documented variable for huge pages.
    static let all = [
        FlavorMark(
            flavor: .nvidia, contents: ["HPL-NVIDIA", "hpl-linux-x86_64", "hpl-linux-aarch64"],
            programs: ["hpl.sh", "hpl-aarch64.sh"], folders: ["hpl-linux-"]),
        FlavorMark(
            flavor: .rochpl, contents: ["rocHPL version", "rocHPL run helper", "rocHPL MPI run helper"],
            programs: ["rochpl", "mpirun_rochpl", "run_rochpl"], folders: ["rochpl"]),
        FlavorMark(
            flavor: .amdZen, contents: ["AMD Zen HPL"], programs: [], folders: ["amd-zen-hpl", "amd-hpl"]),
        FlavorMark(
            flavor: .intel, contents: ["HPL_LARGEPAGE", "xhpl_intel64"],
            programs: ["xhpl_intel64", "runme_intel64"], folders: ["mp_linpack"]),
        // Netlib's reads HPL.dat; an HPL cut out of HPC Challenge and taught to read HPL.dat counts as
        // netlib's.
        FlavorMark(flavor: .netlib, contents: ["HPL.dat"], programs: ["xhpl"], folders: []),
        FlavorMark(flavor: .hpcc, contents: ["hpccinf.txt"], programs: ["hpcc"], folders: []),
    ]
}
