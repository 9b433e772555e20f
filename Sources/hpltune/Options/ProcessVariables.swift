import Glibc

/// Environment variables of this process; one that is set but empty counts as not set.
enum ProcessVariables {
    static subscript(name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        let text = String(cString: value)
        return text.isEmpty ? nil : text
    }
}
