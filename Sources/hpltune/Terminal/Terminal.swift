import Glibc

/// Standard output and standard error; nothing else in hpltune prints.
enum Terminal {
    /// What the user asked to see. Ends the process when it cannot be written: an answer that is cut off must not look
    /// like a whole one. A reader that has gone away (`| head`) is no mistake.
    static func say(_ text: String) { write(text + "\n") }

    /// A line of prose. On a terminal it goes on in further lines, behind `indent` blanks, where it is too long: words stay
    /// whole. Elsewhere it is one line.
    static func say(_ text: String, indent: Int) {
        guard isInteractive else { return say(text) }
        for line in WrappedText.lines(text, columns: columns, indent: indent, breaksWords: false) {
            say(line)
        }
    }

    /// Facts with their names before them, in a column `width` wide.
    static func say(_ facts: [(name: String, value: String)], width: Int) {
        for (name, value) in facts {
            say(name.padding(to: max(width, name.count + 1)) + value, indent: width)
        }
    }

    static func write(_ text: String) {
        guard !writeAll(Array(text.utf8), to: STDOUT_FILENO), errno != EPIPE else { return }
        complain(
            "hpltune: standard output cannot be written (\(String(cString: strerror(errno)))); make room and try again"
        )
        Glibc.exit(CommandFailure.Status.failed.rawValue)
    }

    /// News of something that goes on whether it is seen or not.
    static func tell(_ text: String) {
        _ = writeAll(Array(text.utf8), to: STDOUT_FILENO)
    }

    static func complain(_ text: String) {
        _ = writeAll(Array((text + "\n").utf8), to: STDERR_FILENO)
    }

    /// - Returns: whether all of it was written; `errno` says why not.
    static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                var waiting = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
                poll(&waiting, 1, 1_000)
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    /// Standard output is a terminal that understands more than plain lines.
    static var isInteractive: Bool {
        isatty(STDOUT_FILENO) == 1 && ProcessVariables["TERM"].map { $0 != "dumb" } ?? false
    }

    static var columns: Int { size?.columns ?? 100 }
    static var rows: Int { size?.rows ?? 24 }

    private static var size: (columns: Int, rows: Int)? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return nil
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }
}
