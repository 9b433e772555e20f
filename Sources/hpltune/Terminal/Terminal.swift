import Glibc

/// Standard output and standard error; nothing else in hpltune prints.
enum Terminal {
    static func say(_ text: String) {
        write(text + "\n", to: STDOUT_FILENO)
    }

    static func complain(_ text: String) {
        write(text + "\n", to: STDERR_FILENO)
    }

    static func write(_ text: String, to file: Int32 = STDOUT_FILENO) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if errno != EINTR, errno != EAGAIN {
                // A closed pipe or terminal: nobody is left to tell.
                return
            }
        }
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
