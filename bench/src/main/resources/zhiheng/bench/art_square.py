"""The same network in torch, attacked by ART's SquareAttack on the same images: art_square.py FOLDER ART.

FOLDER holds meta.json, weights.bin, images.bin, scores.bin as AttackBench wrote them; ART is a folder that holds the package `art`.
One line of JSON for each run: eps, iterations, success, queries (rows handed to predict, per image), seconds; first the largest
difference of logits to those of the other side.
"""
import json
import sys
import time

import numpy as np
import torch

folder, art = sys.argv[1], sys.argv[2]
sys.path.insert(0, art)
from art.attacks.evasion import SquareAttack  # noqa: E402
from art.estimators.classification import PyTorchClassifier  # noqa: E402

torch.set_num_threads(1)
meta = json.load(open(folder + "/meta.json"))
channels, height, width = meta["shape"]
weights = np.fromfile(folder + "/weights.bin", dtype="<f4")
images = np.fromfile(folder + "/images.bin", dtype="<f4").reshape(-1, channels, height, width)
scores = np.fromfile(folder + "/scores.bin", dtype="<f4").reshape(len(images), -1)
labels = np.array(meta["labels"])

layers = []
at = 0
flat = False
for kind, *size in meta["layers"]:
    if kind == "relu":
        layers.append(torch.nn.ReLU())
        continue
    if kind == "pool":
        layers.append(torch.nn.MaxPool2d(2))
        continue
    if kind == "dense" and not flat:
        layers.append(torch.nn.Flatten())
        flat = True
    layer = torch.nn.Linear(*size) if kind == "dense" else torch.nn.Conv2d(*size, 3, padding=1)
    for tensor in (layer.weight, layer.bias):
        n = tensor.numel()
        tensor.data = torch.tensor(weights[at:at + n].reshape(tuple(tensor.shape)))
        at += n
    layers.append(layer)
assert at == len(weights), "weights left over"
net = torch.nn.Sequential(*layers).eval()

with torch.no_grad():
    difference = float(np.abs(net(torch.tensor(images)).numpy() - scores).max())
print(json.dumps({"difference": difference}), flush=True)

classifier = PyTorchClassifier(
    model=net, loss=torch.nn.CrossEntropyLoss(), input_shape=(channels, height, width),
    nb_classes=scores.shape[1], clip_values=(0.0, 1.0))
asked = 0
predict = classifier.predict


def counted(x, *args, **kwargs):
    global asked
    asked += len(x)
    return predict(x, *args, **kwargs)


classifier.predict = counted
for eps in meta["eps"]:
    np.random.seed(meta["seed"])
    attack = SquareAttack(classifier, eps=eps, max_iter=meta["iterations"], p_init=meta["start"], batch_size=128, verbose=False)
    asked = 0
    started, busy = time.perf_counter(), time.process_time()
    changed = attack.generate(images, y=labels)
    seconds, processor = time.perf_counter() - started, time.process_time() - busy
    queries = asked / len(images)
    fooled = float((np.argmax(predict(changed), axis=1) != labels).mean())
    within = float(np.abs(changed - images).max())
    print(json.dumps({"eps": eps, "success": fooled, "queries": queries, "seconds": seconds, "processor": processor,
                      "within": within}), flush=True)
