/// What an HPL.dat says: lists of values, of which HPL runs every combination.
///
/// Lists hold what HPL would run: as many values as the count before the list says, whatever else stands on the line.
public struct InputFile: Sendable, Hashable {
    public var dialect: InputDialect
    /// The file HPL writes to when `device` is neither 6 nor 7.
    public var outputName: String
    /// 6 is standard output, 7 standard error, anything else the file `outputName`.
    public var device: Int
    /// N.
    public var problemSizes: [Int]
    /// NB.
    public var blockSizes: [Int]
    public var mapping: ProcessMapping
    public var grids: [ProcessGrid]
    /// At or below 0 HPL checks no result.
    public var residualThreshold: Double
    /// PFACT.
    public var panelFactorizations: [PanelFactorization]
    /// NBMIN.
    public var recursionStops: [Int]
    /// NDIV.
    public var divisions: [Int]
    /// RFACT.
    public var recursiveFactorizations: [PanelFactorization]
    public var broadcasts: [Broadcast]
    public var depths: [Int]
    /// As written: AMD Zen HPL packs several choices into one number (`211`).
    public var swapCode: Int
    /// In columns.
    public var swapThreshold: Int
    public var l1Transposed: Bool
    /// In AMD Zen HPL this line says that A is column-major.
    public var uTransposed: Bool
    public var equilibration: Bool
    /// In doubles.
    public var alignment: Int
    /// What stands behind line 31, word for word: HPCC's and AMD's additions.
    public var extraLines: [String]

    /// One run of one configuration.
    public init(
        _ settings: HPLSettings,
        dialect: InputDialect = .netlib,
        outputName: String = "HPL.out",
        device: Int = 6
    ) {
        self.dialect = dialect
        self.outputName = outputName
        self.device = device
        problemSizes = [settings.n]
        blockSizes = [settings.nb]
        mapping = settings.pmap
        grids = [settings.grid]
        residualThreshold = settings.residualThreshold
        panelFactorizations = [settings.pfact]
        recursionStops = [settings.nbmin]
        divisions = [settings.ndiv]
        recursiveFactorizations = [settings.rfact]
        broadcasts = [settings.bcast]
        depths = [settings.depth]
        swapCode = settings.swap.code
        swapThreshold = settings.swapThreshold
        l1Transposed = settings.l1Transposed
        uTransposed = settings.uTransposed
        equilibration = settings.equilibration
        alignment = settings.alignment
        extraLines = dialect.defaultExtraLines
    }

    /// `nil` when the number is a vendor's own.
    public var swap: Swap? { Swap(code: swapCode) }

    /// How many processes the largest grid needs.
    public var processes: Int { grids.map(\.processes).max() ?? 0 }

    /// How many runs HPL makes of this file: the product of the lengths of the lists.
    public var combinations: Int {
        problemSizes.count * blockSizes.count * grids.count * panelFactorizations.count * recursionStops.count
            * divisions.count * recursiveFactorizations.count * broadcasts.count * depths.count
    }
}
