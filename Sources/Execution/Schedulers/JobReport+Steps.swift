extension JobReport {
    /// Functions of bash with which a status script reports.
    ///
    /// `hpltune_report_steps token directory` prints what the job's files say. Call it after the job was seen alive or
    /// gone: then a job that is gone has no done file that this would miss. No process is started for it.
    static let functions = #"""
        hpltune_say() { printf '@hpltune:%s\n' "$*"; }
        hpltune_line() { hpltune_text=; IFS= read -r hpltune_text 2>/dev/null <"$1" || [[ -n $hpltune_text ]]; } 2>/dev/null
        hpltune_report_steps() {
            local name directory
            if hpltune_line "$2/ended.json"; then hpltune_say ending "$1" "$hpltune_text"; fi
            [[ -r $2/steps ]] || return 0
            while IFS=$'\t' read -r name directory; do
                if hpltune_line "$directory/done.json"; then hpltune_say step "$1" "$name" "done $hpltune_text"
                elif hpltune_line "$directory/started.json"; then hpltune_say step "$1" "$name" "started $hpltune_text"
                else hpltune_say step "$1" "$name" waiting
                fi
                hpltune_say directory "$1" "$name" "$directory"
            done <"$2/steps"
        }

        """#

    private struct Start: Decodable {
        let startedAt: Double
        let jobStartedAt: Double?
    }
    private struct Ending: Decodable {
        let reason: String
        let jobStartedAt: Double?
        let endedAt: Double?
    }

    /// The steps of a job as its files tell, beside what the scheduler says of its state.
    func observation(of token: JobToken, state: JobState) -> JobObservation {
        var observation = JobObservation(state: state)
        var starts: [Double] = []
        for fields in self.fields("step", of: token) where fields.count == 2 {
            let name = fields[0]
            let words = fields[1].split(separator: " ", maxSplits: 1)
            guard words.count == 2 else { continue }
            switch words[0] {
            case "done":
                let record = Self.decode(StepRecord.self, String(words[1]))
                observation.steps[name] = record
                if let began = record?.jobStartedAt { starts.append(began) }
            case "started":
                guard let start = Self.decode(Start.self, String(words[1])) else { continue }
                observation.begun[name] = start.startedAt
                starts.append(start.jobStartedAt ?? start.startedAt)
                if state == .running {
                    observation.runningStep = .init(name: name, startedAt: start.startedAt)
                }
            default: continue
            }
        }
        if let text = fields("ending", of: token).first?.joined(separator: " ") {
            let ending = Self.decode(Ending.self, text)
            observation.ending = ending?.reason
            observation.endedAt = ending?.endedAt
            if let began = ending?.jobStartedAt { starts.append(began) }
        }
        observation.startedAt = starts.min()
        return observation
    }

    /// The steps that are not done yet, in their order, and where their done files will appear.
    func awaitedFiles(of token: JobToken) -> [JobWatch.Awaited] {
        let done = Set(
            fields("step", of: token).filter { $0.count == 2 && $0[1].hasPrefix("done ") }.map { $0[0] })
        return fields("directory", of: token).filter { $0.count == 2 && !done.contains($0[0]) }
            .map { .init(step: $0[0], file: $0[1] + "/done.json") }
    }
}
