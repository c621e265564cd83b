"""The network that TorchPeer wrote, in torch and as ART's classifier: load(FOLDER) -> meta, images, labels, classifier."""
import json

import numpy as np
import torch
from art.estimators.classification import PyTorchClassifier


def load(folder):
    torch.set_num_threads(1)
    meta = json.load(open(folder + "/meta.json"))
    shape = tuple(meta["shape"])
    weights = np.fromfile(folder + "/weights.bin", dtype="<f4")
    images = np.fromfile(folder + "/images.bin", dtype="<f4").reshape((-1,) + shape)
    scores = np.fromfile(folder + "/scores.bin", dtype="<f4").reshape(len(images), -1)
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
    assert difference < 1e-3, "not the same network: logits differ by %f" % difference
    classifier = PyTorchClassifier(
        model=net, loss=torch.nn.CrossEntropyLoss(), optimizer=torch.optim.SGD(net.parameters(), lr=0.01),
        input_shape=shape, nb_classes=scores.shape[1], clip_values=(0.0, 1.0))
    return meta, images, np.array(meta["labels"]), classifier
