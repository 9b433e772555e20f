"""Our strategies, through `hpltune simulate --json`; and where runs are kept, ours and the peers'."""

import json
import os
import subprocess
import sys
import time


def run_file(output, spec, optimizer, seed):
    """The budget is in the path: strategies may plan with it, so runs of different budgets are different runs."""
    folder = os.path.join(output, "runs", f"{spec.name}-{spec.budget}", optimizer)
    os.makedirs(folder, exist_ok=True)
    return os.path.join(folder, f"{seed}.json")


def missing(output, spec, optimizer, seeds):
    return [seed for seed in range(1, seeds + 1) if not os.path.exists(run_file(output, spec, optimizer, seed))]


def label(strategy):
    return os.path.basename(strategy).removesuffix(".yaml")


def call(command, what, log, environment):
    """Runs a command; what it says goes to `log`, which stays when it failed."""
    start = time.monotonic()
    with open(log, "w", encoding="utf-8") as stream:
        status = subprocess.run(
            command, stdout=stream, stderr=subprocess.STDOUT, env={**os.environ, **environment}).returncode
    print(f"{what}: {'done' if status == 0 else 'FAILED, see ' + log} ({time.monotonic() - start:.0f} s)", flush=True)
    if status == 0:
        os.remove(log)
    return status == 0


def job(chosen, strategy, spec, environment):
    """All seeds at once, as `simulate` has it, on one CPU: it takes as many threads as it may use CPUs."""
    if not os.access(chosen.hpltune, os.X_OK):
        sys.exit("--hpltune=/path/to/hpltune (or HPLTUNE) names a release build; or --ours none")
    name = label(strategy)
    answer = run_file(chosen.output, spec, name, "answer")
    command = [
        chosen.hpltune, "simulate", spec.file, "--objective", spec.objective, "--direction", spec.direction,
        "--strategy", strategy, "--budget", str(spec.budget), "--batch", "1", "--seeds", str(chosen.seeds), "--json"]
    if spec.categorical:
        command += ["--categorical", ",".join(spec.categorical)]

    def run(cpu):
        # The shell keeps the JSON apart from what the program complains of.
        line = ["taskset", "-c", str(cpu), "sh", "-c", 'exec "$@" >"$0"', answer, *command]
        if not call(line, f"{name}, {spec.name}, {chosen.seeds} seeds", answer + ".log", environment):
            return False
        with open(answer, encoding="utf-8") as stream:
            split(json.load(stream), chosen.output, spec, name)
        os.remove(answer)
        return True

    return run


def split(answer, output, spec, name):
    """One file for each seed, as of the peers. The time of a proposal is known over all seeds only."""
    seconds = answer["milliseconds_per_proposal"]["median"] / 1000
    for run in answer["seeds"]:
        file = run_file(output, spec, name, run["seed"])
        run = {"optimizer": name, "table": spec.name, "budget": spec.budget, "seconds": [seconds],
               "forced": 0, "moved": 0, "ours": True, **run}
        with open(file + ".new", "w", encoding="utf-8") as stream:
            json.dump(run, stream)
        os.replace(file + ".new", file)
