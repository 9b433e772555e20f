import HPL
import Search

/// Results from what `export --format json`, `trials --json`, `show --json` and `parse --format json` print.
enum JSONImport {
    /// Errors of the file as a whole; what is wrong with a single run is in `leftOut`.
    static func read(_ bytes: [UInt8], file: String) throws(FileError) -> ImportReading {
        let root = try JSONParser.parse(bytes, file: file)
        let items = root.items ?? [root]
        var reading = ImportReading(file: file)
        for item in items {
            guard item.isObject, item["parameters"] != nil || item["results"] != nil else {
                throw item.error(
                    in: file,
                    "this is no run (it has no `parameters`); give what `hpltune export --format json` writes"
                )
            }
            let results = item["results"]?.items
            for part in results ?? [item] {
                do throws(FileError) {
                    reading.results.append(
                        results == nil ? try trial(part, file) : try outputRow(part, file))
                } catch {
                    reading.leftOut.append(error)
                }
            }
        }
        if reading.results.isEmpty, reading.leftOut.isEmpty {
            throw root.error(in: file, "there is no run in it; export a study that has some")
        }
        return reading
    }

    private static func trial(_ node: JSONNode, _ file: String) throws(FileError) -> ForeignResult {
        let state = node["state"]?.text ?? "measured"
        guard state == "measured" else {
            let kind = node["failure"]?.text.map { " (\($0))" } ?? ""
            throw (node["state"] ?? node).error(
                in: file,
                state == "pending"
                    ? "this run had not ended; only measured ones are taken"
                    : "this run is marked `\(state)`\(kind); only measured ones are taken")
        }
        var run = RunDescription(n: try integer("N", of: node, file))
        let variant = try variant(of: node, file)
        if let code = variant?.code { run.take(code) }
        guard case .object(let parameters)? = node["parameters"]?.content else {
            throw node.error(in: file, "`parameters` is no object; write {\"NB\": 192, …}")
        }
        for (name, value) in parameters where !value.isNull {
            guard let known = RunDescription.names.first(where: { $0.lowercased() == name.lowercased() })
            else { throw value.error(in: file, unknownWord("parameter", name, among: RunDescription.names)) }
            guard let text = value.scalarText else {
                throw value.error(in: file, "\(name) is neither a number nor a word; correct it")
            }
            run.values[known] = text
        }
        return try result(run, node, residual: node["residual"], variant: variant?.text, file)
    }

    private static func outputRow(_ node: JSONNode, _ file: String) throws(FileError) -> ForeignResult {
        guard node["check"]?.text == ResultRow.Check.passed.rawValue else {
            throw node.error(
                in: file,
                "this result is marked `\(node["check"]?.text ?? "unchecked")`; only those that passed are taken"
            )
        }
        var run = RunDescription(n: try integer("N", of: node, file))
        let variant = try variant(of: node, file)
        if let code = variant?.code { run.take(code) }
        if let nb = try integer("NB", of: node, file) { run.values["NB"] = String(nb) }
        if let p = try integer("P", of: node, file), let q = try integer("Q", of: node, file) {
            run.values["grid"] = ProcessGrid(p: p, q: q).description
        }
        let residuals = node["residuals"]?.items ?? []
        let largest = residuals.max { ($0.number ?? .infinity) < ($1.number ?? .infinity) }
        return try result(run, node, residual: largest, variant: variant?.text, file)
    }

    private static func result(
        _ run: RunDescription, _ node: JSONNode, residual: JSONNode?, variant: String?, _ file: String
    ) throws(FileError) -> ForeignResult {
        guard let gflops = node["gflops"], let rate = gflops.number, rate > 0, rate <= ResultRow.mostGflops
        else {
            throw (node["gflops"] ?? node).error(
                in: file, "`gflops` is no rate; write a number above 0 and below 1e12")
        }
        let seconds = try number("seconds", node["seconds"], file)
        if let seconds, seconds < 0 {
            throw (node["seconds"] ?? node).error(in: file, "`seconds` is below 0; correct it")
        }
        let residualValue = try number("residual", residual, file)
        if let residualValue, residualValue < 0 || residualValue >= ForeignResult.largestResidual {
            throw (residual ?? node).error(
                in: file,
                "the residual is \(residualValue), so the solution is wrong (it must be below 16); leave the run out"
            )
        }
        return ForeignResult(
            run: run, gflops: rate, seconds: seconds, residual: residualValue, variant: variant,
            isContaminated: node["contaminated"]?.bool ?? false, line: node.line, column: node.column)
    }

    private static func variant(
        of node: JSONNode, _ file: String
    ) throws(FileError) -> (text: String, code: VariantCode)? {
        guard let value = node["variant"], !value.isNull else { return nil }
        guard let text = value.text, let code = VariantCode(text) else {
            throw value.error(in: file, "this is no variant code of HPL, such as WR11C2R4; correct it")
        }
        return (text, code)
    }

    private static func integer(
        _ key: String, of node: JSONNode, _ file: String
    ) throws(FileError) -> Int? {
        guard let value = node[key], !value.isNull else { return nil }
        guard let number = value.integer, number > 0, number <= Int(Int32.max) else {
            throw value.error(
                in: file, "`\(key)` is no whole number from 1 to \(Int32.max); correct it")
        }
        return number
    }

    private static func number(
        _ key: String, _ value: JSONNode?, _ file: String
    ) throws(FileError) -> Double? {
        guard let value, !value.isNull else { return nil }
        guard let number = value.number else {
            throw value.error(in: file, "`\(key)` is no number; correct it")
        }
        return number
    }
}
