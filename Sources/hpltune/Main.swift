import ArgumentParser
import Glibc

@main
enum Main {
    static func main() async {
        do {
            var command = try HPLTune.parseAsRoot()
            // A mistake in the preferences is said before anything is done.
            _ = try Preferences.read()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            CommandFailure.exit(error)
        }
    }
}
