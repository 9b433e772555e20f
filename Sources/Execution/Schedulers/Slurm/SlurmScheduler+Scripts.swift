extension SlurmScheduler {
    /// A call of SLURM's tools. What an enclosing job or shell has set must not leak into it: an inherited SLURM_CPU_BIND
    /// binds every rank. What `environment` sets itself stays, and so does where SLURM is to be found.
    static func command(
        _ script: String, _ arguments: [String] = [], environment: [String: String]
    ) -> Command {
        let kept = (["SLURM_CONF"] + environment.keys.sorted()).joined(separator: " ")
        let cleaning = """
            for name in ${!SLURM_@} ${!SBATCH_@} ${!SQUEUE_@} ${!SACCT_@} ${!SCANCEL_@} ${!SINFO_@} ${!SCONTROL_@} \\
                ${!PMIX_@} ${!PMI_@}; do
                [[ " \(kept) " == *" $name "* ]] || unset "$name"
            done

            """
        var command = Command(bash: cleaning + script, arguments: arguments)
        command.environment = environment
        return command
    }

    /// One of SLURM's tools with its arguments, as hpltune itself calls them.
    public static func tool(_ words: [String], environment: [String: String]) -> Command {
        command(
            #"""
            type -P -- "$1" >/dev/null || { echo "$1 is not on the PATH" >&2; exit 127; }
            exec "$@"
            """#, words, environment: environment)
    }

    static let identityScript = [
        // An array's task has a number of its own.
        "hpltune_owner=${SLURM_ARRAY_JOB_ID:-$SLURM_JOB_ID}${SLURM_ARRAY_TASK_ID:+_$SLURM_ARRAY_TASK_ID}",
        "hpltune_restart=${SLURM_RESTART_COUNT:-0}",
        "hpltune_hosts=$(scontrol show hostnames \"$SLURM_JOB_NODELIST\" 2>/dev/null | tr '\\n' ' ')",
        // A job that waits again counts as submitted anew.
        "hpltune_requeued=",
        "(( hpltune_restart == 0 )) || hpltune_requeued=$(SLURM_TIME_FORMAT=%s timeout -k 1 25 "
            + "squeue -h -j \"$SLURM_JOB_ID\" -o %V 2>/dev/null)",
        "[[ $hpltune_hosts ]] || hpltune_hosts=$HOSTNAME",
        // sbatch leaves the list of what it exported, and srun would pass on only that to the ranks.
        "unset SLURM_EXPORT_ENV",
        "hpltune_task=${SLURM_ARRAY_TASK_ID-}",
    ]

    /// sbatch words...
    static let submitScript = #"""
        cd / || exit
        # Without a controller sbatch would wait for hours, and submit when nobody thinks of it any more.
        timeout -k 5 \#(submissionSeconds) "$@"
        status=$?
        (( status != 124 && status != 137 )) || echo "sbatch: no answer in \#(submissionSeconds) s" >&2
        exit "$status"
        """#

    /// So long sbatch may take, and some seconds more until it is ended: less than `settlingTime`.
    static let submissionSeconds = 45

    /// Asks one tool; its lines are passed on under its name, whether it answered is said after them. With `hpltune_only` only
    /// those that hold it are.
    static let asking = #"""
        hpltune_ask() { # tool kind words...
            local text line status last kind=$2
            text=$(timeout -k 1 25 "$1" "${@:3}" 2>&1)
            status=$?
            while IFS= read -r line; do
                [[ -n $line ]] || continue
                last=$line
                [[ $line != *"${hpltune_only-}"* ]] || hpltune_say "$kind" "$line"
            done <<<"$text"
            hpltune_said=$text
            if (( status == 0 )); then hpltune_say tool "$1" ok
            else hpltune_say tool "$1" failed "${last:-exit status $status}"
            fi
            return "$status"
        }
        hpltune_ask_site() { # which SLURM it is that answers
            local text line
            if ! text=$(timeout -k 1 25 scontrol show config 2>&1); then
                hpltune_say tool scontrol failed "${text##*$'\n'}"
                return
            fi
            while IFS= read -r line; do
                [[ $line =~ ^(ClusterName|SlurmctldHost|SlurmctldPort|ControlMachine|BackupController) ]] \
                    && hpltune_say config "$line"
            done <<<"$text"
            hpltune_say tool scontrol ok
        }
        hpltune_ask_jobs() { # token name directory accounting: all that carry the token, whatever else their names hold
            local hpltune_only=$1 since who
            hpltune_ask squeue queue -h -t all -u "$(id -un)" -o '\#(SlurmReport.queueFormat)'
            [[ $4 ]] || return 0
            # Whoever submits has written the script before; of earlier years the user may have any number of jobs.
            if since=$(stat -c %Y -- "$3/job.sh" 2>/dev/null); then
                who=(-u "$(id -un)" -S "$(date -d "@$(( since - 86400 ))" +%FT%T)")
            else who=(-S now-60days --name="$2")
            fi
            hpltune_ask sacct account -X -P -n "${who[@]}" -o \#(SlurmReport.accountFields)
            # Those that were cancelled while they waited were never eligible: only by their state they are listed.
            hpltune_ask sacct account -X -P -n "${who[@]}" --endtime=now --state=CA -o \#(SlurmReport.accountFields)
        }

        """#

    /// token name directory accounting: which SLURM answers, and whether it knows the job.
    static let homeScript =
        asking + #"""
            printf '\n'
            hpltune_say begin
            hpltune_ask_site
            hpltune_ask_jobs "$@"
            hpltune_say end
            exit 0
            """#

    /// token name directory accounting site
    static let findScript =
        asking + #"""
            directory=$3
            printf '\n'
            hpltune_say begin
            [[ ! $5 ]] || hpltune_ask_site
            [[ ! -e $directory/job.sh ]] || hpltune_say visible
            while IFS= read -r owner; do hpltune_say claim "$owner"; done \
                < <(readlink -- "$directory"/claim "$directory"/task-*/claim)
            hpltune_ask_jobs "${@:1:4}"
            hpltune_say end
            exit 0
            """#

    /// accounting site; reads `token<TAB>number<TAB>directory<TAB>work directory` lines. Besides the tools no process is started: there may be a
    /// thousand jobs.
    static let statusScript =
        asking + #"""
            accounting=$1 asks_site=$2 is_there= tokens=() directories=() works=() numbers=() absent=()
            while IFS=$'\t' read -r token id directory work; do
                tokens+=("$token") directories+=("$directory") works+=("$work") numbers+=("${id%%[!0-9]*}")
            done
            printf '\n'
            hpltune_say begin
            declare -A seen tasks
            if hpltune_ask squeue queue -r -h -t all -u "$(id -un)" -o '\#(SlurmReport.queueFormat)'; then
                is_there=1
                while IFS='|' read -r number text; do
                    [[ $number =~ ^([0-9]+)(_[0-9]+)?$ ]] || continue
                    seen[${BASH_REMATCH[1]}]+="$text|"
                    [[ -z ${BASH_REMATCH[2]} ]] || tasks[${BASH_REMATCH[1]}]+=.
                done <<<"$hpltune_said"
            fi
            for index in "${!numbers[@]}"; do
                number=${numbers[index]}
                [[ $number ]] || continue
                # A number is used again, and by another SLURM anyway: only name, script and directory tell whose it is.
                if [[ ${seen[$number]-} != *"${tokens[index]}"* ]]; then absent+=("$number")
                elif [[ ${tasks[$number]-} ]]; then
                    # Of an array squeue forgets the tasks that ended first.
                    { mapfile -t steps <"${directories[index]}/steps"; } 2>/dev/null
                    (( ${#tasks[$number]} >= ${#steps[@]} )) || absent+=("$number")
                fi
                # Of a job that was started again squeue tells the last start alone.
                [[ $accounting && " ${absent[*]: -1} " != *" $number "* ]] || continue
                for file in "${directories[index]}"/job.json "${directories[index]}"/task-*/job.json; do
                    hpltune_line "$file" || continue
                    [[ $hpltune_text =~ \"restart\":[1-9] ]] || continue
                    absent+=("$number")
                    break
                done
            done
            if [[ $accounting ]]; then
                for (( first = 0; first < ${#absent[@]}; first += 200 )); do
                    list=$(IFS=,; echo "${absent[*]:first:200}")
                    hpltune_ask sacct account -D -X -P -n -j "$list" -o \#(SlurmReport.accountFields)
                done
            fi
            # To another SLURM than theirs they would be jobs that never were.
            [[ ! $asks_site || ! $is_there ]] || (( ${#absent[@]} == 0 )) || hpltune_ask_site
            for index in "${!tokens[@]}"; do
                hpltune_report_steps "${tokens[index]}" "${directories[index]}" "${works[index]}"
            done
            hpltune_say end
            exit 0
            """#

    /// directory: makes the claim, or every task's, so that a job that still comes ends by it.
    static let preventionScript = #"""
        directory=$1
        [[ -d $directory ]] || exit 0
        homes=("$directory")
        if grep -qs '^#SBATCH --array=' "$directory/job.sh"; then
            mapfile -t steps <"$directory/steps" || exit
            for index in "${!steps[@]}"; do homes+=("$directory/task-$index"); done
            mkdir -p -- "${homes[@]}" || exit
        fi
        for home in "${homes[@]}"; do
            ln -sT -- cancelled "$home/claim" 2>/dev/null || [[ -L $home/claim ]] ||
                { echo "cannot write $home/claim" >&2; exit 73; }
        done
        """#
}
