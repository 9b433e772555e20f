import Testing

@testable import HPL

@Suite("Launchers")
struct LauncherTests {
    @Test(
        "Known by what they print",
        arguments: [
            (
                "mpirun (Open MPI) 4.1.4\n\nReport bugs to http://www.open-mpi.org/community/help/\n",
                .openMPI, "4.1.4"
            ),
            (
                "mpirun (Open MPI) 5.0.6\n\nReport bugs to https://www.open-mpi.org/community/help/\n",
                .openMPI, "5.0.6"
            ),
            ("orterun (OpenRTE) 4.0.3\n", .openMPI, "4.0.3"),
            (
                """
                HYDRA build details:
                    Version:                                 4.0.2
                    Release Date:                            Thu Apr  7 12:34:45 CDT 2022
                    CC:                              gcc -Wdate-time -D_FORTIFY_SOURCE=2 -g -O2
                    Configure options:                       '--with-hwloc-prefix=/usr' '--with-device=ch4:ucx'
                    Process Manager:                         pmi
                    Launchers available:                     ssh rsh fork slurm ll lsf sge manual persist
                """, .mpich, "4.0.2"
            ),
            (
                "Intel(R) MPI Library for Linux* OS, Version 2021.10 Build 20230619 (id: c2e19c2f3e)\n"
                    + "Copyright 2003-2023, Intel Corporation.\n", .intelMPI, "2021.10"
            ),
            (
                "Intel(R) MPI Library for Linux* OS, Version 2018 Update 2 Build 20180125 (id: 18157)\n"
                    + "Copyright 2003-2018 Intel Corporation.\n", .intelMPI, "2018 Update 2"
            ),
            ("slurm 23.02.5\n", .srun, "23.02.5"),
            ("slurm-wlm 22.05.8\n", .srun, "22.05.8"),
            ("warning: something unrelated\nmpirun (Open MPI) 4.1.6\n", .openMPI, "4.1.6"),
        ] as [(String, Launcher.Kind, String)])
    func recognition(output: String, kind: Launcher.Kind, version: String) {
        let launcher = Launcher.recognize(path: "/opt/bin/mpirun", versionOutput: output)
        #expect(launcher == Launcher(kind: kind, command: ["/opt/bin/mpirun"], version: version))
    }

    @Test(
        "Unknown when they print something else",
        arguments: ["", "GNU bash, version 5.2.15\n", "slurm is great fun\n"])
    func unknown(output: String) {
        #expect(Launcher.recognize(path: "mpirun", versionOutput: output) == nil)
    }

    @Test("A user's line: words, options kept, kind from what the program prints")
    func line() throws {
        let plain = try Launcher(
            line: "mpirun --mca pml 'ob1' --tag \"a b\"", versionOutput: "mpirun (Open MPI) 4.1.4")
        #expect(plain.kind == .openMPI)
        #expect(plain.command == ["mpirun", "--mca", "pml", "ob1", "--tag", "a b"])
        #expect(try Launcher(line: "/usr/bin/srun --cpu-bind=cores").kind == .srun)
        #expect(try Launcher(line: "my-launcher").kind == .custom)
        #expect(try Launcher(line: #"a\ b 'c\d' "e\"f\g""#).command == ["a b", #"c\d"#, #"e"f\g"#])
    }

    @Test(
        "A user's line that cannot work says why",
        arguments: [
            ("", "the launcher is empty"), ("   ", "the launcher is empty"),
            ("mpirun -np 4", "leave it out (hpltune adds it) or write `-np {ranks}`"),
            ("srun --ntasks 4", "fixes the number of ranks with --ntasks"),
            ("mpirun {rank}", "unknown placeholder {rank}; known are {ranks}"),
            ("mpirun 'a", "has a ' without its partner"),
        ])
    func badLine(line: String, message: String) {
        let error = #expect(throws: LaunchError.self) { try Launcher(line: line) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }
}

@Suite("Commands that start the ranks")
struct LauncherArgumentsTests {
    private func argv(
        _ kind: Launcher.Kind, _ options: [String] = [], ranks: Int = 2, threads: Int = 1, cores: Int? = 2,
        asRoot: Bool = false, ranksPerNode: Int? = nil, exported: [String] = [], binds: Bool = true
    ) -> String {
        Launcher(kind: kind, command: ["mpirun"] + options).argv(
            ranks: ranks, threads: threads, cores: cores, asRoot: asRoot, executable: ["./xhpl"],
            ranksPerNode: ranksPerNode, exported: exported, binds: binds
        ).argv.joined(separator: " ")
    }

    @Test("Open MPI: as many cores as threads for each rank, root let in")
    func openMPI() {
        #expect(argv(.openMPI) == "mpirun -np 2 --map-by slot:PE=1 --bind-to core ./xhpl")
        #expect(
            argv(.openMPI, ranks: 1, threads: 2, asRoot: true)
                == "mpirun --allow-run-as-root -np 1 --map-by slot:PE=2 --bind-to core ./xhpl")
        #expect(
            argv(.openMPI, ranks: 2, threads: 2) == "mpirun -np 2 --bind-to none ./xhpl",
            "4 threads on 2 cores")
        #expect(argv(.openMPI, cores: nil) == "mpirun -np 2 --bind-to none ./xhpl")
        #expect(argv(.openMPI, binds: false) == "mpirun -np 2 --bind-to none ./xhpl")
        #expect(
            argv(.openMPI, ["--mca", "pml", "ob1"])
                == "mpirun --mca pml ob1 -np 2 --map-by slot:PE=1 --bind-to core ./xhpl")
        #expect(
            argv(.openMPI, ["--bind-to", "socket"]) == "mpirun --bind-to socket -np 2 ./xhpl",
            "the user places the ranks")
    }

    @Test("Open MPI over several nodes: ranks per node, and the variables go along")
    func openMPINodes() {
        #expect(
            argv(
                .openMPI, ranks: 8, threads: 2, cores: 8, ranksPerNode: 4, exported: ["OMP_NUM_THREADS", "A"])
                == "mpirun -np 8 --map-by ppr:4:node:PE=2 --bind-to core -x A -x OMP_NUM_THREADS ./xhpl")
    }

    @Test("MPICH")
    func mpich() {
        #expect(argv(.mpich, ranks: 1, threads: 2, asRoot: true) == "mpirun -n 1 -bind-to core:2 ./xhpl")
        #expect(argv(.mpich, threads: 2) == "mpirun -n 2 -bind-to none ./xhpl")
        #expect(argv(.mpich, ranks: 8, ranksPerNode: 2) == "mpirun -n 8 -ppn 2 -bind-to core:1 ./xhpl")
    }

    @Test("Intel MPI places by its environment")
    func intelMPI() {
        let launcher = Launcher(kind: .intelMPI, command: ["mpirun"])
        let bound = launcher.argv(ranks: 2, threads: 4, cores: 8, asRoot: false, executable: ["xhpl"])
        #expect(bound.argv == ["mpirun", "-n", "2", "xhpl"])
        #expect(bound.environment["I_MPI_PIN_DOMAIN"] == "4:compact")
        #expect(bound.environment["I_MPI_PIN_CELL"] == "core")
        let free = launcher.argv(ranks: 4, threads: 4, cores: 8, asRoot: false, executable: ["xhpl"])
        #expect(free.environment == ["I_MPI_PIN": "off"])
    }

    @Test("srun")
    func srun() {
        #expect(
            argv(.srun, ranks: 8, threads: 2, cores: nil, ranksPerNode: 4)
                == "mpirun --nodes=2 --ntasks=8 --ntasks-per-node=4 --cpus-per-task=2 --cpu-bind=cores ./xhpl"
        )
        #expect(
            argv(.srun, ["--cpu-bind=none"])
                == "mpirun --cpu-bind=none --nodes=1 --ntasks=2 --ntasks-per-node=2 --cpus-per-task=1 ./xhpl")
    }

    @Test("Anything else: as written, placeholders filled")
    func custom() throws {
        #expect(argv(.custom, ["-v"]) == "mpirun -v -n 2 ./xhpl")
        let line = "aprun -n {ranks} -N {ranks_per_node} -d {threads} --hosts={nodes}x"
        let launcher = try Launcher(line: line)
        let command = launcher.argv(
            ranks: 8, threads: 3, cores: nil, asRoot: false, executable: ["xhpl"], ranksPerNode: 4)
        #expect(command.argv.joined(separator: " ") == "aprun -n 8 -N 4 -d 3 --hosts=2x xhpl")
    }
}
