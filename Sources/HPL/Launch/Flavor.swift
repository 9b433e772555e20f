/// Which build of HPL a program is: they differ in input file, command line and in who places the threads.
///
/// A new one is a `case`, a mark in `FlavorMark` and, where its command line differs, a line in
/// `Flavor+Invocation.swift`.
public enum Flavor: String, Sendable, Hashable, CaseIterable, Codable {
    /// Netlib's HPL and everything that behaves like it: reads HPL.dat, prints to standard output.
    case netlib
    /// Intel Distribution for LINPACK Benchmark (mp_linpack of oneMKL).
    case intel
    /// AMD Zen HPL; its HPL.dat has two lines of its own.
    case amdZen = "amd-zen"
    /// NVIDIA HPL, started through `hpl.sh --dat FILE` or as `xhpl FILE`; one rank is one GPU.
    case nvidia
    /// AMD's HPL for its GPUs, `rochpl` and its scripts; one rank is one GPU.
    case rochpl
    /// HPC Challenge: reads hpccinf.txt, writes hpccoutf.txt.
    case hpcc

    /// The file it reads in its current directory.
    public var inputName: String { self == .hpcc ? "hpccinf.txt" : "HPL.dat" }

    /// The file its results are in; `nil` for standard output.
    public var outputName: String? { self == .hpcc ? "hpccoutf.txt" : nil }

    public var dialect: InputDialect {
        switch self {
        case .amdZen: .amdZen
        case .hpcc: .hpcc
        case .netlib, .intel, .nvidia, .rochpl: .netlib
        }
    }

    /// GPU builds start threads for their own needs and bind them beside the right GPU.
    var placesItself: Bool { self == .nvidia || self == .rochpl }
}
