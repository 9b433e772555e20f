"""The runs of a bench, read, and the means over seeds."""

import glob
import json
import math
import os
import statistics


def load(output):
    """{(table, budget): {optimizer: [run, …]}}, in order of seed."""
    found = {}
    for file in glob.glob(os.path.join(output, "runs", "*", "*", "*.json")):
        if not os.path.basename(file)[:-5].isdigit():
            continue
        with open(file, encoding="utf-8") as stream:
            run = json.load(stream)
        found.setdefault((run["table"], run["budget"]), {}).setdefault(run["optimizer"], []).append(run)
    for optimizers in found.values():
        for runs in optimizers.values():
            runs.sort(key=lambda run: run["seed"])
    return dict(sorted(found.items()))


def mean_and_error(values):
    """The standard error is None for one value."""
    error = statistics.stdev(values) / math.sqrt(len(values)) if len(values) > 1 else None
    return statistics.fmean(values), error


def own_answer(runs):
    """By which curve an optimizer is compared: ours by what it recommends; a peer by what it observed best or by its own
    recommendation, whichever comes out higher in the end."""
    if any(run["recommended"] is None for run in runs):
        return "curve"
    if runs[0].get("ours"):
        return "recommended"
    ends = {key: statistics.fmean(run[key][-1] for run in runs) for key in ("curve", "recommended")}
    return max(ends, key=ends.get)
