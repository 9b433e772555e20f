extension String {
    /// An absolute path, or one in a home (`~/`), without `.`, `..` and empty parts. Links are not looked at: `/a/..` is `/`.
    public var normalizedPath: String {
        let root = hasPrefix("~/") ? "~" : ""
        var parts: [Substring] = []
        for part in dropFirst(root.count).split(separator: "/") where part != "." {
            // Above the root there is nothing; above a home nobody knows what.
            if part != ".." || (!root.isEmpty && parts.last ?? ".." == "..") {
                parts.append(part)
            } else {
                _ = parts.popLast()
            }
        }
        return root + "/" + parts.joined(separator: "/")
    }
}
