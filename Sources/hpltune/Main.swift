import ArgumentParser
import Glibc

@main
enum Main {
    static func main() async {
        do {
            var command = try HPLTune.parseAsRoot()
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
