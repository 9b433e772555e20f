/// A command line split into words as a POSIX shell does it, with its quotes and backslashes, expanding
/// nothing.
struct ShellWords {
    let words: [String]

    init(_ line: String) throws(LaunchError) {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var characters = line.makeIterator()
        while let character = characters.next() {
            switch (quote, character) {
            case (nil, "'"), (nil, "\""):
                quote = character
                word = word ?? ""
            case (.some(let open), character) where open == character:
                quote = nil
            case (nil, "\\"), (.some("\""), "\\"):
                guard let next = characters.next() else { break }
                // Inside double quotes a backslash only protects these.
                if quote != nil, !"\"\\$`".contains(next) { word = (word ?? "") + "\\" }
                word = (word ?? "") + String(next)
            case (nil, _) where character.isWhitespace:
                if let complete = word { words.append(complete) }
                word = nil
            default:
                word = (word ?? "") + String(character)
            }
        }
        if let quote {
            throw LaunchError("the launcher `\(line)` has a \(quote) without its partner; close the quote")
        }
        if let word { words.append(word) }
        self.words = words
    }
}
