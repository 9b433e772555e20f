/// What a job asks SLURM for.
public struct SlurmResources: Sendable, Hashable, Codable {
    public var nodes: Int
    public var tasksPerNode: Int
    public var cpusPerTask: Int
    public var partition: String?
    public var account: String?
    public var qos: String?
    public var reservation: String?
    public var constraint: String?
    /// No other job on the nodes: what HPL wants.
    public var exclusive: Bool
    /// Megabytes on each node, 0 for all there are; `nil` leaves it to the cluster.
    public var megabytesPerNode: Int?
    /// One task or thread a core, where cores have several hardware threads.
    public var avoidsHardwareThreads: Bool
    /// Options as they stand behind `#SBATCH`, after all others.
    public var extraOptions: [String]

    public init(
        nodes: Int, tasksPerNode: Int, cpusPerTask: Int, partition: String? = nil, account: String? = nil,
        qos: String? = nil, reservation: String? = nil, constraint: String? = nil, exclusive: Bool = true,
        megabytesPerNode: Int? = nil, avoidsHardwareThreads: Bool = false,
        extraOptions: [String] = []
    ) {
        self.nodes = nodes
        self.tasksPerNode = tasksPerNode
        self.cpusPerTask = cpusPerTask
        self.partition = partition
        self.account = account
        self.qos = qos
        self.reservation = reservation
        self.constraint = constraint
        self.exclusive = exclusive
        self.megabytesPerNode = megabytesPerNode
        self.avoidsHardwareThreads = avoidsHardwareThreads
        self.extraOptions = extraOptions
    }

    /// The `#SBATCH` lines.
    func directives(timeLimit: Duration) -> [String] {
        var options = [
            "--nodes=\(nodes)", "--ntasks-per-node=\(tasksPerNode)", "--cpus-per-task=\(cpusPerTask)",
            "--time=\(Self.text(timeLimit))",
        ]
        if exclusive { options.append("--exclusive") }
        // Not next to another option for memory: sbatch refuses two of them.
        if let megabytesPerNode, !extraOptions.contains(where: { $0.hasPrefix("--mem") }) {
            options.append(megabytesPerNode == 0 ? "--mem=0" : "--mem=\(megabytesPerNode)M")
        }
        if avoidsHardwareThreads { options.append("--threads-per-core=1") }
        let named = [
            ("partition", partition), ("account", account), ("qos", qos), ("reservation", reservation),
            ("constraint", constraint),
        ]
        options += named.compactMap { name, value in value.map { "--\(name)=\($0)" } }
        return (options + extraOptions).map { "#SBATCH \($0)" }
    }

    /// The shortest limit asked for: SLURM counts minutes, and a job needs some for itself.
    static let shortestLimit = Duration.seconds(300)

    /// The limit that is asked for: whole minutes, five at least.
    public func seconds(for limit: Duration) -> Int { Int(Self.minutes(limit) * 60) }

    static func minutes(_ limit: Duration) -> Int64 {
        (max(limit, shortestLimit).components.seconds + 59) / 60
    }

    /// `D-HH:MM:SS`, rounded up to whole minutes.
    static func text(_ limit: Duration) -> String {
        let minutes = minutes(limit)
        func twoDigits(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
        let time = "\(twoDigits(minutes / 60 % 24)):\(twoDigits(minutes % 60)):00"
        return minutes >= 24 * 60 ? "\(minutes / (24 * 60))-\(time)" : time
    }
}
