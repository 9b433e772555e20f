import Foundation
import Search
import Testing

@testable import HPL

@Suite("Which HPL a program is")
struct FlavorDetectionTests {
    /// A folder of its own for each test, with one file at `name`.
    private func detect(_ name: String, _ contents: String) throws -> Flavor {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "flavor-\(UUID().uuidString)")
        let file = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(contents.utf8).write(to: file)
        defer {
            do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) }
        }
        return Flavor.detect(executable: file.path)
    }

    private let elf = "\u{7f}ELF\u{2}\u{1}\0\0"

    @Test("By what is in the program, whatever it is called")
    func contents() throws {
        #expect(try detect("xhpl", elf + "cannot open file HPL.dat\0HPLinpack 2.3\0") == .netlib)
        #expect(try detect("xhpl", elf + "AMD Zen HPL %s\0HPL.dat\0") == .amdZen)
        #expect(try detect("xhpl", elf + "HPL-NVIDIA %s  -- NVIDIA accelerated\0HPL.dat\0") == .nvidia)
        #expect(try detect("a.out", elf + "rocHPL version: \0HPL.dat\0") == .rochpl)
        #expect(try detect("xhpl", elf + "HPL_LARGEPAGE\0HPL.dat\0") == .intel)
        #expect(try detect("bench", elf + "cannot open file hpccinf.txt\0") == .hpcc)
        #expect(
            try detect("hpcc", elf + "cannot open file hpccinf.txt\0HPL.dat\0") == .netlib,
            "taught to read HPL.dat")
        #expect(try detect("xhpl", elf + String(repeating: "H", count: 3_000_000) + "HPL-NVIDIA") == .nvidia)
    }

    @Test("By names, where the bytes say nothing")
    func names() throws {
        #expect(try detect("xhpl", elf) == .netlib)
        #expect(try detect("hpcc", elf) == .hpcc)
        #expect(try detect("hpcc-1.5.0/bin/xhpl", elf) == .netlib)
        #expect(try detect("amd-zen-hpl-2024_10_08/xhpl", elf) == .amdZen)
        #expect(try detect("mp_linpack/xhpl_intel64_dynamic", elf) == .intel)
        #expect(try detect("hpl-linux-x86_64/xhpl", elf) == .nvidia)
        #expect(try detect("build/rocHPL/bin/rochpl", elf) == .rochpl)
        #expect(Flavor.detect(executable: "/no/such/amd-zen-hpl-2023/xhpl") == .amdZen)
        #expect(Flavor.detect(executable: "/no/such/program") == .netlib)
        #expect(Flavor.detect(executable: "") == .netlib)
    }

    @Test("A script counts as what it starts")
    func scripts() throws {
        #expect(
            try detect("run", "#!/bin/sh\n# hpcc is not meant\nexec /opt/amd-zen-hpl-2023/xhpl \"$@\"\n")
                == .amdZen)
        #expect(try detect("run", "#!/bin/sh\nexec '/usr/bin/hpcc'\n") == .hpcc)
        #expect(try detect("hpl.sh", "#!/bin/bash\nXHPL=/opt/nvidia/hpl-linux-x86_64/xhpl\n") == .nvidia)
        #expect(
            try detect("runme_intel64_dynamic", "#!/bin/bash\nexport HPL_EXE=xhpl_intel64_dynamic\n")
                == .intel)
        #expect(
            try detect("mpirun_rochpl", "#!/bin/bash\necho \"rocHPL MPI run helper script\"\n") == .rochpl)
        #expect(try detect("mine", "#!/bin/sh\nulimit -l unlimited\nexec ./xhpl\n") == .netlib)
    }

    @Test("A program in which nothing looks like an HPL is run as netlib's, but not recognised")
    func unrecognized() {
        #expect(Flavor.recognized(executable: "/bin/true") == nil)
        #expect(Flavor.detect(executable: "/bin/true") == .netlib)
        #expect(Flavor.recognized(executable: "/nowhere/rochpl") == .rochpl)
    }

    @Test("Links are followed")
    func links() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "flavor-\(UUID().uuidString)")
        let program = folder.appendingPathComponent("amd-zen-hpl-2024/xhpl")
        try FileManager.default.createDirectory(
            at: program.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(elf.utf8).write(to: program)
        let link = folder.appendingPathComponent("best")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: program)
        #expect(Flavor.detect(executable: link.path) == .amdZen)
        try FileManager.default.removeItem(at: folder)
    }
}

@Suite("How each HPL is run")
struct FlavorInvocationTests {
    private let openMPI = Launcher(kind: .openMPI, command: ["mpirun"])

    private func invocation(
        _ flavor: Flavor, _ executable: String, grid: ProcessGrid = ProcessGrid(p: 2, q: 4),
        layout: RankLayout = RankLayout(ranksPerNode: 8, threadsPerRank: 2), cores: Int? = 16,
        asRoot: Bool = false, variant: LaunchVariant = .plain
    ) throws -> Invocation {
        try flavor.invocation(
            HPLSettings(n: 4096, nb: 128, grid: grid), layout: layout, launcher: openMPI,
            executable: executable,
            cores: cores, asRoot: asRoot, variant: variant)
    }

    @Test("netlib: HPL.dat that reads back as the settings, threads for every BLAS")
    func netlib() throws {
        let run = try invocation(.netlib, "/opt/hpl/xhpl")
        #expect(
            run.argv == ["mpirun", "-np", "8", "--map-by", "slot:PE=2", "--bind-to", "core", "/opt/hpl/xhpl"])
        #expect(run.outputName == nil)
        #expect(run.environment["OMP_NUM_THREADS"] == "2")
        #expect(run.environment["OPENBLAS_NUM_THREADS"] == "2")
        #expect(run.environment["MKL_NUM_THREADS"] == "2")
        #expect(run.environment["BLIS_NUM_THREADS"] == "2")
        let file = try #require(run.files.first)
        #expect(run.files.count == 1 && file.name == "HPL.dat")
        let read = try InputFile(parsing: file.text, file: "HPL.dat")
        #expect(read == InputFile(HPLSettings(n: 4096, nb: 128, grid: ProcessGrid(p: 2, q: 4))))
        #expect(read.device == 6)
    }

    @Test("HPC Challenge: its own file names")
    func hpcc() throws {
        let run = try invocation(.hpcc, "hpcc")
        #expect(run.files.map(\.name) == ["hpccinf.txt"])
        #expect(run.outputName == "hpccoutf.txt")
        #expect(try InputFile(parsing: run.files[0].text, file: "hpccinf.txt").dialect == .hpcc)
    }

    @Test("AMD Zen HPL: its own dialect")
    func amdZen() throws {
        let run = try invocation(.amdZen, "xhpl")
        #expect(try InputFile(parsing: run.files[0].text, file: "HPL.dat").dialect == .amdZen)
        #expect(run.argv.last == "xhpl")
    }

    @Test("NVIDIA: the script takes --dat, the program the file; neither is bound from outside")
    func nvidia() throws {
        #expect(
            try invocation(.nvidia, "/opt/nvidia/hpl.sh").argv
                == ["mpirun", "-np", "8", "--bind-to", "none", "/opt/nvidia/hpl.sh", "--dat", "HPL.dat"])
        #expect(
            try invocation(.nvidia, "/opt/nvidia/xhpl").argv.suffix(2) == ["/opt/nvidia/xhpl", "HPL.dat"])
    }

    @Test("rocHPL: the grid and its part on a node go on the command line")
    func rochpl() throws {
        let run = try invocation(.rochpl, "run_rochpl")
        #expect(
            run.argv
                == [
                    "mpirun", "-np", "8", "--bind-to", "none", "run_rochpl", "-P", "2", "-Q", "4", "-p", "2",
                    "-q", "4",
                    "-i", "HPL.dat",
                ])
        let two = try invocation(
            .rochpl, "rochpl", grid: ProcessGrid(p: 4, q: 4),
            layout: RankLayout(ranksPerNode: 8, threadsPerRank: 1))
        #expect(two.argv.joined(separator: " ").contains("-P 4 -Q 4 -p 2 -q 4 -i HPL.dat"))

        let own = try invocation(.rochpl, "/opt/mpirun_rochpl", asRoot: true)
        #expect(own.argv.first == "/opt/mpirun_rochpl", "it starts mpirun itself")
        #expect(own.environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] == "1")

        // 30 ranks on nodes of 15: 1x15, 3x5, 5x3 or 15x1, of which none tiles a 10x3 grid but 5x3.
        let tiled = try invocation(
            .rochpl, "rochpl", grid: ProcessGrid(p: 10, q: 3),
            layout: RankLayout(ranksPerNode: 15, threadsPerRank: 1))
        #expect(tiled.argv.joined(separator: " ").contains("-p 5 -q 3"))
    }

    @Test("Intel: the program is run like netlib's; its run script cannot be told the ranks")
    func intel() throws {
        #expect(try invocation(.intel, "xhpl_intel64_dynamic").argv.last == "xhpl_intel64_dynamic")
        let error = #expect(throws: LaunchError.self) { try invocation(.intel, "/mkl/runme_intel64_dynamic") }
        #expect(error?.description.contains("give xhpl_intel64_dynamic") == true)
    }

    @Test("A launch variant's variables win")
    func variant() throws {
        let variant = LaunchVariant(name: "ucx", variables: ["OMPI_MCA_pml": "ucx", "OMP_NUM_THREADS": "3"])
        let run = try invocation(.netlib, "xhpl", variant: variant)
        #expect(run.environment["OMPI_MCA_pml"] == "ucx")
        #expect(run.environment["OMP_NUM_THREADS"] == "3")
    }

    @Test("More threads than cores is refused, with the numbers")
    func oversubscription() throws {
        let error = #expect(throws: LaunchError.self) { try invocation(.netlib, "xhpl", cores: 8) }
        #expect(
            error?.description
                == "layout 8x2 runs 8 ranks × 2 threads = 16 on a node with 8 cores; use a layout of at most 8"
        )
        #expect(throws: LaunchError.self) {
            try invocation(
                .netlib, "xhpl", layout: RankLayout(ranksPerNode: Int.max, threadsPerRank: 2))
        }
        #expect(throws: LaunchError.self) { try invocation(.netlib, "xhpl", grid: ProcessGrid(p: 3, q: 3)) }
        #expect(throws: Never.self) { try invocation(.netlib, "xhpl", cores: nil) }
    }
}
