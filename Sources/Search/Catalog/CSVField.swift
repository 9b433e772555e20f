/// One field of a CSV file.
public enum CSVField {
    /// The field as RFC 4180 wants it: in quotation marks when it holds a comma, a quotation mark or a line break.
    public static func quoted(_ field: String) -> String {
        let special: [Unicode.Scalar] = [",", "\"", "\n", "\r"]
        guard field.unicodeScalars.contains(where: special.contains) else { return field }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            + "\""
    }
}
