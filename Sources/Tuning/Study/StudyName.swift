/// Names of studies: they become folder names and are typed in a shell.
public enum StudyName {
    public static func isValid(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 64, first != UInt8(ascii: "."),
            first != UInt8(ascii: "-")
        else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
    }

    public static func complaint(about name: String) -> String {
        "`\(name)` cannot be the name of a study; use up to 64 letters, digits, `-`, `_` and `.`, "
            + "beginning with a letter or digit"
    }
}
