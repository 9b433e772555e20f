/// Who reads the input file. All share the first 31 lines of netlib's HPL.dat; what differs is here.
public enum InputDialect: String, CaseIterable, Sendable {
    /// netlib's HPL, and Intel's, NVIDIA's and rocHPL, which read the same 31 lines.
    case netlib
    /// AMD Zen HPL: more broadcasts, packed swap codes, and a line 32 with the algorithm of the pivot exchange.
    case amdZen = "amd-zen"
    /// HPC Challenge (hpccinf.txt): five more lines, for PTRANS.
    case hpcc

    static let lineCount = 31

    /// Tells the dialect from the title, or from what stands behind line 31.
    init(recognizing lines: [String]) {
        let extra = lines.dropFirst(Self.lineCount)
        if lines.first?.contains("AMD Zen HPL") == true || extra.contains(where: { $0.contains("MXSWP") }) {
            self = .amdZen
        } else if extra.contains(where: { !$0.allSatisfy(\.isWhitespace) }) {
            self = .hpcc
        } else {
            self = .netlib
        }
    }

    /// Broadcasts that this program knows by number; it takes any other number for 1ringM.
    var broadcasts: [Broadcast] {
        self == .amdZen ? Broadcast.allCases : Broadcast.netlib
    }

    var titleLines: [String] {
        switch self {
        case .netlib, .hpcc:
            ["HPLinpack benchmark input file", "Innovative Computing Laboratory, University of Tennessee"]
        case .amdZen:
            ["AMD Zen HPL, Linpack benchmark input file", "Advanced Micro Devices, Inc."]
        }
    }

    /// What the broadcast line says about its numbers.
    var broadcastLegend: String {
        let known = self == .amdZen ? Broadcast.allCases : Broadcast.netlib
        return known.map { "\($0.code)=\($0.abbreviation)" }.joined(separator: ",")
    }

    /// What line 29 says.
    var line29Legend: String {
        self == .amdZen ? "A in (0=ColMajor,1=RowMajor) form" : "U  in (0=transposed,1=no-transposed) form"
    }

    /// The lines behind line 31 of a file that is made from settings.
    var defaultExtraLines: [String] {
        switch self {
        case .netlib:
            []
        case .amdZen:
            ["1            MXSWP algo (0=orig,1=collective)"]
        case .hpcc:
            [
                "##### This line (no. 32) is ignored (it serves as a separator). ######",
                "0            Number of additional problem sizes for PTRANS",
                "1200 10000 30000 values of N",
                "0            Number of additional blocking sizes for PTRANS",
                "40 9 8 13 13 20 16 32 64 values of NB",
            ]
        }
    }
}
