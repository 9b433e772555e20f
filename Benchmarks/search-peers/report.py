"""`report.py OUTPUT`: OUTPUT/results.md, one table of all runs."""

import os
import statistics
import sys

from summary import load, mean_and_error, own_answer

HEAD = ["table", "optimizer", "seeds", "observed best, after 25", "50", "100", "recommended, after 25", "50", "100",
        "to 1 %", "ms", "duplicates", "invalid", "moved", "forced"]
NOTE = """
Mean ± standard error over the seeds of the score: best mean of the table ÷ mean of the chosen point (times; the inverse for
Gflop/s). *Observed best*: the point with the best single run so far; *recommended*: the one the optimizer itself names.
*To 1 %*: evaluations until the optimizer's own answer is within 1 % of the best, in the median (– where most searches never
are). *ms*: milliseconds for an evaluation within the optimizer, one thread, the median over seeds of the median and, in
brackets, of the mean (of ours, the median over all). The last four columns are for a search, in the mean: proposals that had
been evaluated, that the table does not have, that were replaced by the nearest untried point, and evaluations of a random
point after 50 such proposals in a row.
"""


def cell(runs, key, count):
    if any(run[key] is None for run in runs) or count > len(runs[0][key]):
        return "–"
    mean, error = mean_and_error([run[key][count - 1] for run in runs])
    return f"{mean:.3f}" + (f" ± {error:.3f}" if error is not None else "")


def evaluations_to_one_percent(runs):
    key = own_answer(runs)
    firsts = [next((k for k, score in enumerate(run[key], 1) if score >= 0.99), float("inf")) for run in runs]
    median = statistics.median(firsts)
    return f"{median:g}" if median < float("inf") else "–"


def milliseconds(runs):
    median = statistics.median(statistics.median(run["seconds"]) for run in runs) * 1000
    mean = statistics.median(statistics.fmean(run["seconds"]) for run in runs) * 1000
    return f"{median:.3g}" if runs[0].get("ours") else f"{median:.3g} ({mean:.3g})"


def row(table, optimizer, runs):
    counts = [f"{statistics.fmean(run[key] for run in runs):.4g}"
              for key in ("duplicates", "invalid", "moved", "forced")]
    return [table, optimizer, str(len(runs)),
            *(cell(runs, key, count) for key in ("curve", "recommended") for count in (25, 50, 100)),
            evaluations_to_one_percent(runs), milliseconds(runs), *counts]


def main(output):
    lines = [HEAD, ["---"] * len(HEAD)]
    for (table, _), optimizers in load(output).items():
        # The best at the end first.
        order = sorted(optimizers, key=lambda name: -statistics.fmean(
            run[own_answer(optimizers[name])][-1] for run in optimizers[name]))
        lines += [row(table, name, optimizers[name]) for name in order]
    text = "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n" + NOTE
    with open(os.path.join(output, "results.md"), "w", encoding="utf-8") as stream:
        stream.write(text)
    print(text)


if __name__ == "__main__":
    main(sys.argv[1])
