import Search

extension InputFile {
    /// An HPL.dat with what its user should know about it.
    public struct Reading: Sendable {
        public let input: InputFile
        /// Where HPL would do something else than the file seems to say. They do not stop HPL.
        public let remarks: [FileError]
    }

    /// - Parameter file: the name that errors begin with.
    public init(parsing text: String, file: String) throws(FileError) {
        try self.init(parsing: Array(text.utf8), file: file)
    }

    /// - Parameter file: the name that errors begin with.
    public init(parsing bytes: [UInt8], file: String) throws(FileError) {
        self = try Self.read(bytes, file: file).input
    }

    /// Reads an HPL.dat of any dialect. Bytes that are no UTF-8 do no harm in comments.
    ///
    /// - Parameter file: the name that errors and remarks begin with.
    public static func read(_ bytes: [UInt8], file: String) throws(FileError) -> Reading {
        var reader = try InputFileReader(bytes, file: file)
        let input = try InputFile(from: &reader)
        return Reading(input: input, remarks: reader.remarks)
    }

    private init(from reader: inout InputFileReader) throws(FileError) {
        dialect = reader.dialect
        reader.skip(2)
        outputName = try reader.word("the name of the output file")
        device = try reader.integer("the device")
        problemSizes = try reader.list("N", atLeast: 0)
        blockSizes = try reader.list("NB", atLeast: 1)
        mapping = try reader.choice("PMAP", otherwise: .row)
        let gridCount = try reader.count("P and Q")
        let rows = try reader.values("P", gridCount, atLeast: 1)
        let columns = try reader.values("Q", gridCount, atLeast: 1)
        grids = zip(rows, columns).map { ProcessGrid(p: $0, q: $1) }
        residualThreshold = try reader.real("the threshold")
        panelFactorizations = try reader.choices("PFACT", otherwise: .right)
        recursionStops = try reader.list("NBMIN", atLeast: 1)
        divisions = try reader.list("NDIV", atLeast: 2)
        recursiveFactorizations = try reader.choices("RFACT", otherwise: .right)
        broadcasts = try reader.choices("BCAST", among: reader.dialect.broadcasts, otherwise: .ring1Modified)
        depths = try reader.list("DEPTH", atLeast: 0)
        swapCode = try reader.swapCode()
        swapThreshold = try reader.integer("the swapping threshold", below: 0, becomes: 0)
        l1Transposed = try reader.flag("L1", otherwise: 0) == 0
        uTransposed = try reader.flag("U", otherwise: 0) == 0
        equilibration = try reader.flag("EQUIL", otherwise: 1) == 1
        alignment = try reader.integer("ALIGN", below: 1, becomes: 4)
        extraLines = reader.extraLines
    }
}
