import ArgumentParser
import Tuning

/// A command about one study.
struct StudyArgument: ParsableArguments {
    @Argument(help: "The study's name; the newest study when left out.")
    var study: String?

    func record(in store: StudyStore) throws -> StudyRecord {
        if let study { return try store.study(named: study) }
        guard let newest = try store.studies().last else { throw StoreError.noStudy(name: "", known: []) }
        return newest
    }
}

struct JSONOption: ParsableArguments {
    @Flag(name: .customLong("json"), help: "Print JSON.")
    var isJSON = false
}
