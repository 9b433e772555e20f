extension DirectScheduler {
    /// directory token [bash option]: starts `job.sh` there and waits for its `job.json`.
    static let submitScript = #"""
        directory=$1 token=$2 option=${3-}
        cd / || exit
        # Whatever is open here must not be held open by the job: a pipe would never end.
        for descriptor in /proc/$$/fd/*; do
            descriptor=${descriptor##*/}
            (( descriptor > 2 && descriptor < 255 )) && eval "exec $descriptor>&-"
        done
        # A claim whose maker died before it could say who it is would keep the job from ever starting.
        if [[ -L $directory/claim && ! -s $directory/job.json ]] \
            && ! grep -lzsqxFe "HPLTUNE_TOKEN=$token" /proc/[0-9]*/environ; then
            rm -f -- "$directory/claim"
        fi
        HPLTUNE_TOKEN=$token setsid --fork bash $option "$directory/job.sh" </dev/null >>"$directory/job.log" 2>&1 \
            || { echo "cannot start $directory/job.sh" >&2; exit 71; }
        for (( round = 0; round < 600; ++round )); do
            if [[ -s $directory/job.json ]]; then
                IFS= read -r text <"$directory/job.json"
                printf '\n@hpltune:begin\n@hpltune:job %s\n@hpltune:end\n' "$text"
                exit 0
            fi
            if (( round < 40 )); then sleep 0.005; else sleep 0.02; fi
        done
        echo "$directory/job.json did not appear; look at $directory/job.log" >&2
        exit 75
        """#

    /// Reads `token<TAB>directory` lines; reports on each job.
    static let statusScript = #"""
        hpltune_evidence() { # job.json: is it the process that wrote it?
            local pid start boot host stat field variable
            [[ $1 =~ \"pid\":([0-9]+) ]] && pid=${BASH_REMATCH[1]}
            [[ $1 =~ \"startTicks\":([0-9]+) ]] && start=${BASH_REMATCH[1]}
            [[ $1 =~ \"bootID\":\"([^\"]*)\" ]] && boot=${BASH_REMATCH[1]}
            [[ $1 =~ \"host\":\"([^\"]*)\" ]] && host=${BASH_REMATCH[1]}
            evidence=gone
            if [[ $boot != "$this_boot" ]]; then
                [[ $host == "$HOSTNAME" ]] || evidence=elsewhere
                return
            fi
            { IFS= read -r stat <"/proc/$pid/stat"; } 2>/dev/null || return
            field=(${stat##*) })
            [[ ${field[0]} != [ZX] && ${field[19]} == "$start" ]] || return
            while IFS= read -r -d '' variable; do
                [[ $variable == "HPLTUNE_TOKEN=$2" ]] && { evidence=alive; return; }
            done 2>/dev/null <"/proc/$pid/environ"
        }
        read -r this_boot </proc/sys/kernel/random/boot_id
        printf '\n'
        hpltune_say begin
        while IFS=$'\t' read -r token directory; do
            if hpltune_line "$directory/job.json"; then
                job=$hpltune_text
                hpltune_evidence "$job" "$token"
                hpltune_say job "$token" "$evidence" "$job"
            fi
            hpltune_report_steps "$token" "$directory"
        done
        hpltune_say end
        """#

    /// directory token pid start boot: ends the job's script, its session and all processes that carry the token; nothing else.
    static let cancelScript = #"""
        directory=$1 token=${2-} pid=${3-} start=${4-} boot=${5-}
        [[ $token =~ ^[a-z0-9]+$ && $pid =~ ^[0-9]+$ ]] || { echo "this is no job of this machine" >&2; exit 64; }
        read -r this_boot </proc/sys/kernel/random/boot_id
        if [[ $this_boot != "$boot" ]]; then
            IFS= read -r text 2>/dev/null <"$directory/job.json"
            [[ $text =~ \"host\":\"([^\"]*)\" && ${BASH_REMATCH[1]} != "$HOSTNAME" ]] \
                && { echo "it was started on ${BASH_REMATCH[1]}; cancel it there" >&2; exit 1; }
            exit 0 # The machine was booted since: nothing is left of it.
        fi
        is_it() { # the script's own process
            local stat field
            { IFS= read -r stat <"/proc/$pid/stat"; } 2>/dev/null || return
            field=(${stat##*) })
            [[ ${field[0]} != [ZX] && ${field[19]} == "$start" ]]
        }
        collect() {
            local file stat field
            targets=()
            while IFS= read -r file; do
                file=${file#/proc/}
                targets+=("${file%/environ}")
            done < <(grep -lzsxFe "HPLTUNE_TOKEN=$token" /proc/[0-9]*/environ)
            # Only while the script lives is its session certainly its own.
            is_it || return
            for file in /proc/[0-9]*/stat; do
                { IFS= read -r stat <"$file"; } 2>/dev/null || continue
                field=(${stat##*) })
                [[ ${field[3]} == "$pid" && ${field[0]} != [ZX] ]] || continue
                file=${file#/proc/}
                targets+=("${file%/stat}")
            done
        }
        # The script ends its step cleanly when asked to.
        if is_it; then kill -TERM "$pid" 2>/dev/null; fi
        for (( round = 0; round < 100; ++round )); do
            is_it || break
            sleep 0.05
        done
        for (( round = 0; round < 100; ++round )); do
            collect
            (( ${#targets[@]} > 0 )) || exit 0
            if (( round == 0 )); then kill -TERM "${targets[@]}"
            elif (( round > 6 )); then kill -KILL "${targets[@]}"
            fi 2>/dev/null
            sleep 0.05
        done
        echo "processes ${targets[*]} did not end" >&2
        exit 1
        """#

    /// directory token: a job that has not begun will not begin, and nothing that carries the token stays.
    static let preventionScript = #"""
        directory=$1 token=$2
        [[ $token =~ ^[a-z0-9]+$ ]] || { echo "this is no job of this machine" >&2; exit 64; }
        if [[ -d $directory ]]; then
            read -r stat </proc/$$/stat
            read -r boot </proc/sys/kernel/random/boot_id
            field=(${stat##*) })
            # Whoever makes the claim is the job, and all others end by it: made here, the job is one that ended at once.
            owner=$token:$$:${field[19]}:$boot
            if ln -sT -- "$owner" "$directory/claim" 2>/dev/null; then
                printf '{"reason":"cancelled before it began"}\n' >"$directory/ended.json"
                printf '{"token":"%s","pid":%s,"startTicks":%s,"bootID":"%s","host":"%s","owner":"%s","restart":0}\n' \
                    "$token" "$$" "${field[19]}" "$boot" "$HOSTNAME" "$owner" >"$directory/job.json.$$.tmp" \
                    && mv -f -- "$directory/job.json.$$.tmp" "$directory/job.json"
            fi
        fi
        for (( round = 0; round < 160; ++round )); do
            # A job that began first says who it is, and is ended as such.
            [[ -s $directory/job.json ]] && exit 0
            targets=()
            while IFS= read -r file; do
                file=${file#/proc/}
                targets+=("${file%/environ}")
            done < <(grep -lzsxFe "HPLTUNE_TOKEN=$token" /proc/[0-9]*/environ)
            (( ${#targets[@]} > 0 )) || exit 0
            if (( round == 20 )); then kill -TERM "${targets[@]}"
            elif (( round > 30 )); then kill -KILL "${targets[@]}"
            fi 2>/dev/null
            sleep 0.05
        done
        echo "processes ${targets[*]} did not end" >&2
        exit 1
        """#
}
