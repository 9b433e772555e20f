"""One search of one peer: `one_run.py OPTIMIZER SEED SPEC OUTPUT`, SPEC being a table's Spec as JSON."""

import importlib
import json
import os
import sys

from course import Course, run
from peers import OPTIMIZERS
from table import Spec, Table


def main(optimizer, seed, spec, output):
    spec = Spec(**json.loads(spec))
    _, module, name = OPTIMIZERS[optimizer]
    course = Course(Table(spec), int(seed), spec.budget)
    peer = getattr(importlib.import_module(f"peers.{module}"), name)(course, int(seed))
    # A peer that has its own loop runs it; the others are asked.
    result = peer.search() if hasattr(peer, "search") else run(peer, course)
    result = {"optimizer": optimizer, "table": spec.name, "seed": int(seed), "budget": spec.budget, **result}
    # Whole or not at all: a file that is there counts as done.
    with open(output + ".new", "w", encoding="utf-8") as stream:
        json.dump(result, stream)
    os.replace(output + ".new", output)


if __name__ == "__main__":
    main(*sys.argv[1:])
