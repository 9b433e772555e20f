extension BatchScript {
    /// What a template, a profile or a prologue has set in its shell is not meant for hpltune's own part, which would end
    /// with the first test that fails, or take its numbers apart in the wrong places.
    static let settling = #"""
        hpltune_settle() {
            set +aefkmuC -B +o pipefail +o posix
            shopt -u expand_aliases extdebug failglob nullglob dotglob nocaseglob nocasematch xpg_echo
            IFS=$' \t\n'
            unset GLOBIGNORE
            trap - ERR DEBUG RETURN
        }
        hpltune_settle
        """#

    /// A link in the job's directory; of a job that has it no run begins any more.
    static let shutMark = "closed"

    /// directory: leaves the mark in it, if it is there. A link finds room on a disk that is full.
    static let shuttingScript = #"""
        [[ ! -d $1 ]] || ln -sT -- hpltune "$1/\#(shutMark)" 2>/dev/null
        exit 0
        """#

    /// The part of the body that is the same for every job. Its names all start with `hpltune_`, so that prologues do
    /// not meet them.
    static let functions = #"""
        hpltune_child=
        hpltune_stop=
        hpltune_first=
        hpltune_caught=
        hpltune_task=
        unset HPLTUNE_STEP
        export HPLTUNE_TOKEN=$hpltune_token

        # Seconds since 1970 with six decimals. EPOCHREALTIME needs bash 5 and writes the locale's decimal sign.
        hpltune_clock() {
            hpltune_now=${EPOCHREALTIME:-$(date +%s.%6N)}
            hpltune_now=${hpltune_now/[!0-9]/.}
        }

        # Hundredths of a second since the machine was booted, whatever is done to the clock.
        hpltune_uptime() {
            local idle
            read -r hpltune_ticks idle </proc/uptime
            hpltune_ticks=${hpltune_ticks/./}
        }

        # path text: readers see the whole file or none.
        hpltune_publish() {
            printf '%s\n' "$2" >"$1.$$.tmp" && mv -f -- "$1.$$.tmp" "$1" && return
            echo "cannot write $1" >&2
            rm -f -- "$1.$$.tmp"
            return 1
        }

        # Whether SLURM has not started the job again meanwhile. A node that it lost may go on with the old start for
        # minutes; from then on nothing of it counts.
        hpltune_is_last() {
            local text
            { IFS= read -r text <"$hpltune_job/job.json"; } 2>/dev/null
            [[ -z $text || $text == *"$hpltune_self"* ]] && return
            echo "the job was started again: start $hpltune_restart ends" >&2
            exit 0
        }

        # seconds: the same in millionths. A whole number will do.
        hpltune_millionths() {
            local text=$1
            [[ $text == *.* ]] || text+=.000000
            text=${text/./}
            hpltune_micro=$(( 10#$text ))
        }

        # job.json of the start before: what the earlier starts took. When that one was given up the scheduler knows best,
        # then its own last word; without either it may have gone on until now.
        hpltune_count() {
            local began ended=$hpltune_now text=
            hpltune_earlier=0
            [[ $1 =~ \"earlierSeconds\":([0-9.]+) ]] && hpltune_earlier=${BASH_REMATCH[1]}
            [[ $1 =~ \"restart\":([0-9]+) ]] && (( BASH_REMATCH[1] < hpltune_restart )) || return 0
            local last=${BASH_REMATCH[1]}
            [[ $1 =~ \"startedAt\":([0-9.]+) ]] || return 0
            began=${BASH_REMATCH[1]}
            { IFS= read -r text <"$hpltune_job/ended.json"; } 2>/dev/null
            if [[ ${hpltune_requeued-} =~ ^[0-9]+$ ]] && (( hpltune_requeued >= ${began%.*} && hpltune_requeued <= ${hpltune_now%.*} )); then
                ended=$hpltune_requeued
            elif [[ $text == *"\"restart\":$last,"* && $text =~ \"endedAt\":([0-9.]+) ]]; then
                ended=${BASH_REMATCH[1]}
            fi
            hpltune_millionths "$began"
            local sum=-$hpltune_micro
            hpltune_millionths "$ended"
            (( sum += hpltune_micro, sum = sum > 0 ? sum : 0 ))
            hpltune_millionths "$hpltune_earlier"
            (( sum += hpltune_micro + \#(JobObservation.handlingSeconds) * 1000000 ))
            printf -v hpltune_earlier '%d.%06d' "$(( sum / 1000000 ))" "$(( sum % 1000000 ))"
        }

        # The steps that are done when this start begins, by starts that counted then. What an older start adds later was
        # done by a ghost: `kept` in job.json tells readers which is which.
        hpltune_keep() {
            local name directory home text before='' restart=0 kept=''
            { IFS= read -r before <"$hpltune_job/job.json"; } 2>/dev/null
            [[ $before =~ \"restart\":([0-9]+) ]] && restart=${BASH_REMATCH[1]}
            [[ $before =~ \"kept\":(.*) ]] && kept=${BASH_REMATCH[1]}
            hpltune_count "$before"
            hpltune_kept=
            while IFS=$'\t' read -r name directory home; do
                { IFS= read -r text <"$directory/done.json"; } 2>/dev/null || continue
                [[ $text =~ \"restart\":([0-9]+) ]] || continue
                (( BASH_REMATCH[1] < restart )) && [[ $kept != *"\"$name\""* ]] && continue
                hpltune_kept+=",\"$name\""
            done <"$hpltune_root/steps"
        }

        hpltune_end() {
            hpltune_is_last
            hpltune_clock
            hpltune_publish "$hpltune_job/ended.json" "{\"reason\":\"$1\",\"restart\":$hpltune_restart,\"endedAt\":$hpltune_now}"
            exit "$2"
        }

        # options pattern: processes that have such a line in their environment.
        hpltune_carriers() {
            local file
            hpltune_found=()
            while IFS= read -r file; do
                file=${file#/proc/}
                hpltune_found+=("${file%/environ}")
            done < <(grep -lzs "$@" /proc/[0-9]*/environ)
            (( ${#hpltune_found[@]} > 0 ))
        }

        # variable: ends whatever a step left running; ranks of an MPI run have process groups of their own.
        hpltune_sweep() {
            local round
            for round in {1..60}; do
                hpltune_carriers -xFe "$1" || return 0
                if (( round == 4 )); then kill -TERM "${hpltune_found[@]}"
                elif (( round > 14 )); then kill -KILL "${hpltune_found[@]}"
                fi 2>/dev/null
                sleep 0.05
            done
            echo "processes ${hpltune_found[*]} did not end" >&2
        }

        hpltune_on_signal() {
            hpltune_stop=$1
            hpltune_first=${hpltune_first:-$1}
            hpltune_caught=1
            [[ -z $hpltune_child ]] || kill -TERM "$hpltune_child" 2>/dev/null
        }

        hpltune_define_module() {
            local file
            for file in "${LMOD_PKG-}/init/bash" "${MODULESHOME-}/init/bash" /etc/profile.d/*lmod.sh \
                /etc/profile.d/*modules.sh; do
                [[ $(type -t module) == function ]] && return
                [[ -r $file ]] && source "$file"
            done
        }

        # function name directory limit(microseconds) file...
        hpltune_step() {
            local run=$1 name=$2 directory=$3 limit=$4
            shift 4
            [[ -z $hpltune_stop && "$hpltune_kept," != *",\"$name\","* ]] || return 0
            hpltune_is_last
            if [[ -L $hpltune_root/\#(shutMark) ]]; then hpltune_end 'closed by hpltune' 0; fi
            [[ ! -e $directory/done.json ]] || rm -f -- "$directory/done.json"
            local work=$directory
            if (( hpltune_restart > 0 )); then
                work=$directory/restart-$hpltune_restart
                mkdir -p -- "$work" || return
                (( $# == 0 )) || (cd -- "$directory" && cp -p -- "$@" "$work") || return
            fi
            local mark=$hpltune_token/$name/$hpltune_restart contaminated=false status started begun elapsed
            hpltune_carriers -e '^HPLTUNE_STEP=' && contaminated=true
            hpltune_clock
            started=$hpltune_now
            hpltune_uptime
            begun=$hpltune_ticks
            # Not worth a process between two runs: it only tells readers what is under way.
            printf '%s\n' "{\"startedAt\":$started,\"claim\":\"$hpltune_claim\"}" >"$directory/started.json" || return
            (
                cd -- "$work" || exit
                export HPLTUNE_STEP=$mark
                "$run"
            ) </dev/null >"$work/stdout" 2>"$work/stderr" &
            hpltune_child=$!
            [[ -z $hpltune_stop ]] || kill -TERM "$hpltune_child" 2>/dev/null
            # A trap ends `wait` early; the status of the child comes with the next one.
            while :; do
                hpltune_caught=
                wait "$hpltune_child"
                status=$?
                [[ -n $hpltune_caught ]] || break
            done
            hpltune_child=
            hpltune_clock
            hpltune_uptime
            elapsed=$(( (hpltune_ticks - begun) * 10000 ))
            # A clock that was set meanwhile does not tell how long the run took.
            hpltune_drift=$(( ${hpltune_now/./} - ${started/./} - elapsed ))
            if (( hpltune_drift < -1000000 || hpltune_drift > 1000000 )); then
                hpltune_now=$(( ${started/./} + elapsed ))
                hpltune_now=${hpltune_now:0:-6}.${hpltune_now: -6}
            fi
            # Whoever ends a job signals all of its processes: the step may be gone before the trap has run.
            (( status <= 128 )) || sleep 0.2
            hpltune_sweep "HPLTUNE_STEP=$mark"
            # What we ended ourselves is not done.
            [[ -z $hpltune_stop ]] || return 0
            hpltune_carriers -e '^HPLTUNE_STEP=' && contaminated=true
            local timed_out=false exit_status=$status signal=null
            if (( status == 124 || status == 137 )) && (( elapsed + 10000 >= limit )); then
                timed_out=true
            fi
            if (( status > 128 && status <= 192 )); then
                signal=$((status - 128)) exit_status=null
            fi
            hpltune_is_last
            hpltune_publish "$directory/done.json" "{\"exitStatus\":$exit_status,\"signal\":$signal,\"timedOut\":$timed_out,\
        \"jobStartedAt\":$hpltune_began,\"startedAt\":$started,\"finishedAt\":$hpltune_now,\"hosts\":[$hpltune_host_list],\
        \"contaminated\":$contaminated,\"claim\":\"$hpltune_claim\",\"restart\":$hpltune_restart}"
        }

        hpltune_main() {
            local stat field host
            read -r stat </proc/$$/stat
            read -r hpltune_boot </proc/sys/kernel/random/boot_id
            # The name in parentheses may hold anything: field 3 is the first after it, field 22 the start.
            field=(${stat##*) })
            hpltune_start=${field[19]}
            hpltune_job=$hpltune_root
            if [[ -L $hpltune_root/\#(shutMark) ]]; then
                echo "hpltune has closed job $hpltune_token: it ends" >&2
                exit 0
            fi
            hpltune_identify
            [[ -z $hpltune_task ]] || hpltune_job=$hpltune_root/task-$hpltune_task
            hpltune_self="\"owner\":\"$hpltune_owner\",\"restart\":$hpltune_restart,"
            hpltune_claim=$hpltune_owner.$hpltune_restart
            # A symbolic link is made in one act together with what it says.
            if ! ln -sT -- "$hpltune_owner" "$hpltune_job/claim" 2>/dev/null; then
                stat=$(readlink -- "$hpltune_job/claim") || { echo "cannot write $hpltune_job/claim" >&2; exit 73; }
                if [[ $stat != "$hpltune_owner" ]]; then
                    echo "job $hpltune_token belongs to $stat: this copy ends" >&2
                    exit 0
                fi
            fi
            hpltune_clock
            hpltune_began=$hpltune_now
            hpltune_keep
            [[ ! -e $hpltune_job/ended.json ]] || rm -f -- "$hpltune_job/ended.json"
            hpltune_publish "$hpltune_job/job.json" "{\"token\":\"$hpltune_token\",\"pid\":$$,\"startTicks\":$hpltune_start,\
        \"bootID\":\"$hpltune_boot\",\"host\":\"$HOSTNAME\",$hpltune_self\"startedAt\":$hpltune_began,\"earlierSeconds\":$hpltune_earlier,\"kept\":[${hpltune_kept#,}]}" || exit 73
            hpltune_host_list=
            for host in $hpltune_hosts; do hpltune_host_list+=",\"$host\""; done
            hpltune_host_list=${hpltune_host_list#,}
            trap 'hpltune_on_signal SIGTERM' TERM
            trap 'hpltune_on_signal SIGINT' INT
            trap 'hpltune_on_signal SIGUSR1' USR1
            hpltune_entry=
            hpltune_prologue
            hpltune_settle
            if [[ $hpltune_entry ]]; then
                # Who ends a job signals all of its processes: the prologue's may be gone before the trap has run.
                (( hpltune_status <= 128 )) || sleep 0.2
                # That it did not end before the time was up is its own failing.
                case $hpltune_first in
                    '' | SIGUSR1) hpltune_end "prologue entry $hpltune_entry ended with status $hpltune_status" 78 ;;
                    *) hpltune_end "stopped by $hpltune_stop" 75 ;;
                esac
            fi
            hpltune_steps
            [[ -z $hpltune_stop ]] || hpltune_end "stopped by $hpltune_stop" 75
            hpltune_end finished 0
        }

        """#
}
