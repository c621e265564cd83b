"""ART's SquareAttack on what TorchPeer wrote: art_square.py FOLDER ART; ART is a folder that holds the package `art`.

A line of JSON for each size of change: success, queries (rows handed to predict, per image), wall and processor seconds.
"""
import json
import sys
import time

import numpy as np

folder, art = sys.argv[1], sys.argv[2]
sys.path.insert(0, art)
from art.attacks.evasion import SquareAttack  # noqa: E402
from art_net import load  # noqa: E402

meta, images, labels, classifier = load(folder)
asked = 0
predict = classifier.predict


def counted(x, *args, **kwargs):
    global asked
    asked += len(x)
    return predict(x, *args, **kwargs)


classifier.predict = counted
for eps in meta["eps"]:
    np.random.seed(meta["seed"])
    attack = SquareAttack(
        classifier, eps=eps, max_iter=meta["iterations"], p_init=meta["start"], batch_size=128, verbose=False)
    asked = 0
    started, busy = time.perf_counter(), time.process_time()
    changed = attack.generate(images, y=labels)
    seconds, processor = time.perf_counter() - started, time.process_time() - busy
    queries = asked / len(images)
    fooled = float((np.argmax(predict(changed), axis=1) != labels).mean())
    print(json.dumps({"success": fooled, "queries": queries, "seconds": seconds, "processor": processor}), flush=True)
