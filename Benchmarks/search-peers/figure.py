"""`figure.py OUTPUT`: OUTPUT/results.png, score against evaluations, one panel for each table, one line and its standard
error for each optimizer (by its own answer: summary.own_answer)."""

import os
import sys

import matplotlib
import numpy

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402
from summary import load, own_answer  # noqa: E402


def draw(axes, optimizers, colours):
    for name, runs in sorted(optimizers.items()):
        scores = numpy.array([run[own_answer(runs)] for run in runs])
        count = numpy.arange(1, scores.shape[1] + 1)
        mean = scores.mean(axis=0)
        is_ours = runs[0].get("ours", False)
        axes.plot(count, mean, color=colours[name], linewidth=2.4 if is_ours else 1.2, label=f"{name} ({len(runs)})")
        if len(runs) > 1:
            error = scores.std(axis=0, ddof=1) / len(runs) ** 0.5
            axes.fill_between(count, mean - error, mean + error, color=colours[name], alpha=0.15, linewidth=0)
    # The first evaluations say nothing and would flatten the rest.
    shown = [numpy.mean([run[own_answer(runs)] for run in runs], axis=0)[4:].min() for runs in optimizers.values()]
    axes.set_ylim(max(0, min(shown, default=0) - 0.02), 1.005)
    axes.set_xlabel("evaluations")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=7, loc="lower right", title="optimizer (seeds)", title_fontsize=7)


def main(output):
    tables = load(output)
    if not tables:
        sys.exit(f"no runs in {output}")
    names = sorted({name for optimizers in tables.values() for name in optimizers})
    colours = {name: pyplot.colormaps["tab20"](i % 20) for i, name in enumerate(names)}
    columns = min(3, len(tables))
    rows = -(-len(tables) // columns)
    figure, grid = pyplot.subplots(rows, columns, figsize=(5.2 * columns, 4.2 * rows), squeeze=False)
    for axes in grid.flat[len(tables):]:
        axes.set_visible(False)
    for axes, ((table, _), optimizers) in zip(grid.flat, tables.items()):
        draw(axes, optimizers, colours)
        axes.set_title(table)
    for line in grid:
        line[0].set_ylabel("fraction of the optimum")
    figure.tight_layout()
    figure.savefig(os.path.join(output, "results.png"), dpi=130)


if __name__ == "__main__":
    main(sys.argv[1])
