"""`figure.py OUTPUT`: OUTPUT/results.png, score against evaluations, one panel for each table, one line and its standard
error for each optimizer (by its own answer: summary.own_answer)."""

import os
import sys

import matplotlib
import numpy

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402
from matplotlib.lines import Line2D  # noqa: E402
from summary import load, own_answer  # noqa: E402


def look(tables):
    """A line for each optimizer: ours in black, heavier; the peers in colours."""
    ours = sorted({name for runs in tables.values() for name in runs if runs[name][0].get("ours")})
    peers = sorted({name for runs in tables.values() for name in runs} - set(ours))
    styles = {name: {"color": "black", "linewidth": 2, "linestyle": ("-", "--", "-.", ":")[i % 4]}
              for i, name in enumerate(ours)}
    styles |= {name: {"color": pyplot.colormaps["tab10"](i % 10), "linewidth": 1.3,
                      "linestyle": ("-", "--")[i // 10 % 2]} for i, name in enumerate(peers)}
    return styles


def draw(axes, optimizers, styles):
    lowest = 1
    for name in styles.keys() & optimizers.keys():
        runs = optimizers[name]
        scores = numpy.array([run[own_answer(runs)] for run in runs])
        count = numpy.arange(1, scores.shape[1] + 1)
        mean = scores.mean(axis=0)
        axes.plot(count, mean, **styles[name], zorder=2 + runs[0].get("ours", False))
        if len(runs) > 1:
            error = scores.std(axis=0, ddof=1) / len(runs) ** 0.5
            axes.fill_between(count, mean - error, mean + error, color=styles[name]["color"], alpha=0.15, linewidth=0)
        # The first evaluations say nothing and would flatten the rest.
        lowest = min(lowest, mean[min(4, len(mean) - 1)])
    axes.set_ylim(max(0, lowest - 0.02), 1.005)
    axes.set_xlabel("evaluations")
    axes.grid(alpha=0.3)


def main(output):
    tables = load(output)
    if not tables:
        sys.exit(f"no runs in {output}")
    styles = look(tables)
    columns = min(3, len(tables))
    rows = -(-len(tables) // columns)
    figure, grid = pyplot.subplots(
        rows, columns, figsize=(4.6 * columns + 1.6, 3.9 * rows), squeeze=False, layout="constrained")
    for axes in grid.flat[len(tables):]:
        axes.set_visible(False)
    for axes, ((table, _), optimizers) in zip(grid.flat, tables.items()):
        draw(axes, optimizers, styles)
        axes.set_title(table)
    for line in grid:
        line[0].set_ylabel("fraction of the optimum")
    seeds = {name: {len(runs[name]) for runs in tables.values() if name in runs} for name in styles}
    figure.legend(
        [Line2D([], [], **style) for style in styles.values()],
        [f"{name} ({'–'.join(str(n) for n in sorted({min(c), max(c)}))})" for name, c in seeds.items()],
        title="optimizer (seeds)", loc="outside right upper")
    figure.savefig(os.path.join(output, "results.png"), dpi=130)


if __name__ == "__main__":
    main(sys.argv[1])
