/// Text as one word of a POSIX shell, taken literally whatever it holds but NUL.
struct ShellWord: CustomStringConvertible {
    let description: String

    /// Between single quotes nothing is special but the single quote itself: no `$`, no `!` in scripts, no newline.
    init(_ text: String) {
        description =
            "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
            + "'"
    }
}
