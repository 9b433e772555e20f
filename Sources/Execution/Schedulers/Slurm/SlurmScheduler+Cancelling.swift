/// Ending jobs: by number, since names change, and only what is the job's own, since numbers are used again.
extension SlurmScheduler {
    public func cancelCommand(for id: JobID, of job: JobReference) -> Command {
        cancelCommand(for: id, of: job, [])
    }

    /// A job that sbatch took twice is there twice.
    public func cancelAllCommand(of job: JobReference) -> Command? {
        job.id.map { cancelCommand(for: $0, of: job, ["copies"]) }
    }

    public func cancelWaitingCommand(for id: JobID, of job: JobReference) -> Command? {
        cancelCommand(for: id, of: job, ["", "PENDING"])
    }

    private func cancelCommand(for id: JobID, of job: JobReference, _ scope: [String]) -> Command {
        let known = SlurmJobID(id)
        return command(
            Self.cancelScript, [job.token.text, known?.number ?? "", known?.cluster ?? ""] + scope)
    }

    private static func states(_ isOfThem: (SlurmJobState) -> Bool) -> String {
        SlurmJobState.allCases.filter(isOfThem).map(\.rawValue).joined(separator: "|")
    }

    /// token number cluster [copies [PENDING]]: ends the job of that number; with `copies` all that carry the token, with
    /// `PENDING` only what waits. scancel does not tell whether it has ended anything: squeue is asked before and after.
    private static let cancelScript = #"""
        token=$1 number=$2 cluster=$3 copies=${4-} waiting=${5-}
        [[ $number =~ ^[0-9]+$ ]] || { echo "this is no job of SLURM" >&2; exit 64; }
        hpltune_look() { # the numbers of what is there, and what is left of it when it is about to end by itself
            local text line state directory script name
            numbers=() left=
            if ! text=$(timeout -k 1 20 squeue ${cluster:+--clusters="$cluster"} -h -t all -u "$(id -un)" \
                -o '%i|%T|%Z|%o|%j' 2>&1); then
                printf '%s\n' "$text" >&2
                exit 1
            fi
            while IFS='|' read -r line state directory script name; do
                [[ $line =~ ^([0-9]+)(_.*)?$ ]] || continue
                line=${BASH_REMATCH[1]}
                if [[ $line == "$number" ]]; then
                    [[ $name == *"$token"* || $script == *"$token/job.sh" || $directory == *"$token" ]] || continue
                else
                    [[ $copies && ( $name == *"$token"* || $script == *"$token/job.sh" ) ]] || continue
                fi
                case $state in
                    \#(states { $0.phase == .waiting })) ;;
                    \#(states { $0.phase == .active })) [[ ! $waiting ]] || continue ;;
                    *) continue ;;
                esac
                numbers[line]=1
                case $state in
                    \#(states { $0 == .completing || $0 == .stageOut })) ;;
                    *) left="$line $state" ;;
                esac
            done <<<"$text"
        }
        hpltune_look
        (( ${#numbers[@]} > 0 )) || exit 0
        text=$(timeout -k 1 20 scancel ${cluster:+--clusters="$cluster"} ${waiting:+--state="$waiting"} "${!numbers[@]}" 2>&1)
        for pause in 0 0.3 1 2 4; do
            sleep "$pause"
            hpltune_look
            [[ $left ]] || exit 0
        done
        text=${text##*$'\n'}
        echo "${text:+$text, and }squeue still shows $left" >&2
        exit 1
        """#
}
