import Execution
import Foundation
import Testing

/// Nodes of a test cluster that are lost and come back.
extension RealSlurm {
    /// Kills a node's daemon and those that watch over its jobs, as when it is lost; scripts that run there go on.
    func kill(node: String) async throws {
        let script = #"""
            folder=$1 node=$2
            while read -r name pid _; do
                [[ $name == "$node" ]] && daemon=$pid
            done <"$folder/processes"
            victims=("$daemon")
            for file in /proc/[0-9]*/comm; do
                directory=${file%/comm}
                { read -r name <"$file"; } 2>/dev/null && [[ $name == slurmstepd ]] || continue
                # Which node it belongs to: by its log.
                readlink -- "$directory"/fd/* | grep -qxF "$folder/log/$node.log" && victims+=("${directory#/proc/}")
            done
            (( ${#victims[@]} > 1 )) && kill -KILL "${victims[@]}"
            """#
        try await run("bash", "-c", script, "test", folder, node)
    }

    /// Starts a node's daemon again, with the mark by which `scripts/test-cluster down` finds it.
    func start(node: String) async throws {
        let script = #"""
            PATH=$PATH:/usr/sbin:/sbin
            HPLTUNE_TEST_CLUSTER=$1 setsid slurmd -D -N "$2" </dev/null >>"$1/log/$2.out" 2>&1 &
            printf '%s %d %s\n' "$2" "$!" "$(sed 's/.*) //' "/proc/$!/stat" | cut -d' ' -f20)" >>"$1/processes"
            for (( round = 0; round < 300; ++round )); do
                [[ $(sinfo -h -N -n "$2" -p main -o %t) == idle ]] && exit 0
                sleep 0.1
            done
            exit 1
            """#
        try await run("bash", "-c", script, "test", folder, node)
    }
}
