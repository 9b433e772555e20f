extension InputFile {
    /// The file as its dialect's HPL reads it, with the classic comments. Reading it back gives an equal value.
    public func write() -> String {
        var lines = dialect.titleLines
        func line(_ value: String, _ comment: String) {
            let padding = String(repeating: " ", count: max(1, 13 - value.utf8.count))
            lines.append(value + padding + comment)
        }
        func list(_ count: String, _ values: [Int], _ comment: String) {
            line(String(values.count), count)
            line(values.map(String.init).joined(separator: " "), comment)
        }
        func flag(_ isZero: Bool, _ comment: String) {
            line(isZero ? "0" : "1", comment)
        }

        line(outputName, "output file name (if any)")
        line(String(device), "device out (6=stdout,7=stderr,file)")
        list("# of problems sizes (N)", problemSizes, "Ns")
        list("# of NBs", blockSizes, "NBs")
        line(String(mapping.code), "PMAP process mapping (0=Row-,1=Column-major)")
        list("# of process grids (P x Q)", grids.map(\.p), "Ps")
        line(grids.map { String($0.q) }.joined(separator: " "), "Qs")
        line(String(residualThreshold), "threshold")
        list("# of panel fact", panelFactorizations.map(\.code), "PFACTs (0=left, 1=Crout, 2=Right)")
        list("# of recursive stopping criterium", recursionStops, "NBMINs (>= 1)")
        list("# of panels in recursion", divisions, "NDIVs")
        list(
            "# of recursive panel fact.", recursiveFactorizations.map(\.code),
            "RFACTs (0=left, 1=Crout, 2=Right)")
        list("# of broadcast", broadcasts.map(\.code), "BCASTs (\(dialect.broadcastLegend))")
        list("# of lookahead depth", depths, "DEPTHs (>=0)")
        line(String(swapCode), "SWAP (0=bin-exch,1=long,2=mix)")
        line(String(swapThreshold), "swapping threshold")
        flag(l1Transposed, "L1 in (0=transposed,1=no-transposed) form")
        flag(uTransposed, dialect.line29Legend)
        flag(!equilibration, "Equilibration (0=no,1=yes)")
        line(String(alignment), "memory alignment in double (> 0)")
        return (lines + extraLines).map { $0 + "\n" }.joined()
    }
}
