/// Everything HPL.dat decides about one run. What is left out stays at the value of the HPL.dat that HPL ships.
public struct HPLSettings: Sendable, Hashable, Codable {
    /// The order of the matrix.
    public var n: Int
    /// The block size.
    public var nb: Int
    public var grid: ProcessGrid
    public var pmap: ProcessMapping
    public var pfact: PanelFactorization
    /// The recursion of the panel factorization stops at this many columns.
    public var nbmin: Int
    /// Into how many panels the recursion divides.
    public var ndiv: Int
    public var rfact: PanelFactorization
    public var bcast: Broadcast
    /// The look-ahead depth.
    public var depth: Int
    public var swap: Swap
    /// In columns; only `mix` looks at it.
    public var swapThreshold: Int
    public var l1Transposed: Bool
    public var uTransposed: Bool
    public var equilibration: Bool
    /// In doubles.
    public var alignment: Int
    /// A run passes when its scaled residual is below this.
    public var residualThreshold: Double

    public init(
        n: Int,
        nb: Int,
        grid: ProcessGrid,
        pmap: ProcessMapping = .row,
        pfact: PanelFactorization = .right,
        nbmin: Int = 4,
        ndiv: Int = 2,
        rfact: PanelFactorization = .crout,
        bcast: Broadcast = .ring1Modified,
        depth: Int = 1,
        swap: Swap = .mix,
        swapThreshold: Int = 64,
        l1Transposed: Bool = true,
        uTransposed: Bool = true,
        equilibration: Bool = true,
        alignment: Int = 8,
        residualThreshold: Double = 16
    ) {
        self.n = n
        self.nb = nb
        self.grid = grid
        self.pmap = pmap
        self.pfact = pfact
        self.nbmin = nbmin
        self.ndiv = ndiv
        self.rfact = rfact
        self.bcast = bcast
        self.depth = depth
        self.swap = swap
        self.swapThreshold = swapThreshold
        self.l1Transposed = l1Transposed
        self.uTransposed = uTransposed
        self.equilibration = equilibration
        self.alignment = alignment
        self.residualThreshold = residualThreshold
    }

    /// What HPL ships, with placeholders for N and grid.
    public static let standard = HPLSettings(n: 1, nb: 192, grid: ProcessGrid(p: 1, q: 1))

    public var p: Int { grid.p }
    public var q: Int { grid.q }
}
