extension JobReport {
    /// Functions of bash with which a status script reports.
    ///
    /// `hpltune_report_steps token directory [work]` prints what the job's files say; `work` is the work directory that
    /// `WorkDirectory` has marked. Call it after the job was seen alive or gone: then a job that is gone has no done file
    /// that this would miss. No process is started for it.
    static let functions = #"""
        hpltune_say() { printf '@hpltune:%s\n' "$*"; }
        hpltune_line() { hpltune_text=; IFS= read -r hpltune_text 2>/dev/null <"$1" || [[ -n $hpltune_text ]]; } 2>/dev/null
        hpltune_report_home() { # token, first step there, directory
            hpltune_line "$3/job.json"
            hpltune_say start "$1" "$2" "${hpltune_text:-none}"
            if hpltune_line "$3/ended.json"; then hpltune_say ending "$1" "$2" "$hpltune_text"; fi
        }
        hpltune_link_to_nowhere() { # path work: a link on the way to the path that leads to nothing, or to an empty folder
            local entries
            hpltune_link=$1
            while [[ $hpltune_link == "$2"/* ]]; do
                entries=("$hpltune_link"/*)
                [[ -L $hpltune_link && ! -e ${entries[0]} && ! -L ${entries[0]} ]] && return
                hpltune_link=${hpltune_link%/*}
            done
            return 1
        }
        hpltune_report_absence() { # token directory work
            local mark=$3/\#(WorkDirectory.marks)/$1 hpltune_link
            # Asked before and after: it may be mounted again in between.
            if [[ ! $3 || ( -e $mark && ! -e $2 && -e $mark ) ]]; then
                # Behind a link there may be another disk, with a mark of its own nowhere.
                if [[ $3 ]] && hpltune_link_to_nowhere "$2" "$3"; then
                    hpltune_say absent "$1" '*' "unlinked $hpltune_link"
                else hpltune_say absent "$1" '*' removed
                fi
            elif [[ -d $2 ]]; then hpltune_say absent "$1" '*' unreadable
            else hpltune_say absent "$1" '*' away
            fi
        }
        hpltune_report_steps() {
            local name directory home last=$2
            hpltune_report_home "$1" '*' "$2"
            [[ -r $2/steps ]] || : "$2"/* "${2%/*}"/*
            if [[ ! -r $2/steps ]]; then
                hpltune_report_absence "$1" "$2" "${3-}"
                return 0
            fi
            while IFS=$'\t' read -r name directory home; do
                # A task of an array; a list without homes was written by an older hpltune.
                if [[ ${home:=$2} != "$last" ]]; then
                    hpltune_report_home "$1" "$name" "$home"
                    last=$home
                fi
                # NFS remembers for up to a minute that a file was not there; reading the directory makes it ask.
                [[ -e $directory/done.json ]] || : "$directory"/*
                # What a start has done is read after which start is the last: a ghost's file is told from it.
                if hpltune_line "$directory/done.json"; then hpltune_say step "$1" "$name" "done $hpltune_text"
                elif hpltune_line "$directory/started.json"; then hpltune_say step "$1" "$name" "started $hpltune_text"
                else hpltune_say step "$1" "$name" waiting
                fi
                hpltune_say directory "$1" "$name" "$directory"$'\t'"$home"
            done <"$2/steps"
        }

        """#

    /// A step as the job's files tell it.
    struct Step {
        let name: String
        /// Of the script that runs it.
        let start: JobStart?
        var record: StepRecord?
        /// In seconds since 1970.
        var startedAt: Double?
        /// Where the done file is or will be.
        var directory = ""
        var home = ""
    }

    /// The script that runs a job, or a task of it.
    struct Script {
        var start: JobStart?
        /// Its last word.
        var ending: String?
        /// In seconds since 1970.
        var endedAt: Double?
        var steps: [Step] = []
        var absence: Absence?
    }

    /// Why nothing can be told of the files of a job.
    enum Absence: Equatable {
        /// The work directory is there, the job's own is not.
        case removed
        /// The job's directory is there, what was written into it is not.
        case unreadable
        /// Neither is there: its file system may be away for a moment.
        case away
        /// The work directory is there, and in it a link to where the job's is: to nothing, or to an empty folder. The file
        /// system it leads to may be away.
        case unlinked(String)

        fileprivate init?(_ text: String) {
            switch text {
            case "removed": self = .removed
            case "unreadable": self = .unreadable
            case "away": self = .away
            default:
                let mark = "unlinked "
                guard text.hasPrefix(mark) else { return nil }
                self = .unlinked(String(text.dropFirst(mark.count)))
            }
        }

        /// What the job has done may be there all the same.
        fileprivate var isOutOfSight: Bool { self != .removed }
    }

    fileprivate struct Begun: Decodable { let startedAt: Double }
    private struct Ending: Decodable {
        let reason: String
        let restart: Int?
        let endedAt: Double?
    }

    /// The scripts of a job, in their order: one, or one for each task of an array, and the steps each runs.
    func scripts(of token: JobToken) -> [Script] {
        var scripts: [Script] = []
        for line in lines(of: token) where line.fields.count >= 3 {
            let (name, text) = (line.fields[1], line.fields[2])
            if line.kind == "start" {
                scripts.append(Script(start: Self.decode(JobStart.self, text)))
                continue
            }
            guard var script = scripts.popLast() else { continue }
            switch line.kind {
            case "ending":
                if let ending = Self.decode(Ending.self, text),
                    script.start?.isLater(than: ending.restart) != true
                {
                    script.ending = ending.reason
                    script.endedAt = ending.endedAt
                }
            case "step":
                var step = Step(name: name, start: script.start)
                step.read(text)
                script.steps.append(step)
            case "absent": script.absence = Absence(text)
            case "directory":
                let paths = text.split(separator: "\t").map(String.init)
                if let directory = paths.first, script.steps.last?.name == name {
                    script.steps[script.steps.count - 1].directory = directory
                    script.steps[script.steps.count - 1].home = paths.last ?? ""
                }
            default: break
            }
            scripts.append(script)
        }
        // An array has no script of its own.
        return scripts.count > 1 ? Array(scripts.dropFirst()) : scripts
    }

    /// The steps of a job as its files tell, beside what the scheduler says of its state.
    func observation(of job: JobReference, state: JobState) -> JobObservation {
        var observation = JobObservation(state: state)
        let scripts = scripts(of: job.token)
        for (script, step) in scripts.flatMap({ script in script.steps.map { (script, $0) } }) {
            observation.steps[step.name] = step.record
            if let earlier = script.start?.earlierSeconds, earlier > 0 {
                observation.earlierSeconds[step.name] = earlier
            }
            if step.record == nil, let startedAt = step.startedAt {
                observation.begun[step.name] = .init(
                    startedAt: startedAt, scriptEnding: script.ending, scriptEndedAt: script.endedAt)
            }
            if !step.home.isEmpty, step.home != job.directory {
                observation.taskScripts[step.name] = .init(
                    startedAt: script.start?.startedAt, endedAt: script.endedAt)
            }
            if state == .running, observation.runningStep == nil, let startedAt = step.startedAt {
                observation.runningStep = .init(name: step.name, startedAt: startedAt)
            }
        }
        observation.isOutOfSight = scripts.contains { $0.absence?.isOutOfSight == true }
        observation.startedAt = scripts.compactMap { $0.start?.startedAt }.min()
        observation.neverBegun = Set(
            scripts.filter { $0.start == nil && $0.absence == nil }.flatMap { $0.steps.map(\.name) })
        // An array has ended when its last task has; what ended them differently is in the scheduler's words.
        if scripts.allSatisfy({ $0.ending != nil }) {
            observation.ending = scripts.last?.ending
            observation.endedAt = scripts.compactMap(\.endedAt).max()
        }
        return observation
    }
}

extension JobReport.Step {
    fileprivate mutating func read(_ text: String) {
        let words = text.split(separator: " ", maxSplits: 1)
        guard words.count == 2 else { return }
        switch words[0] {
        case "done":
            guard let record = JobReport.decode(StepRecord.self, String(words[1])),
                start?.counts(record, of: name) != false
            else { return }
            self.record = record
        case "started":
            startedAt = JobReport.decode(JobReport.Begun.self, String(words[1]))?.startedAt
        default: return
        }
    }
}
