"""ART's detectors of poison on what TorchPeer wrote: art_poison.py FOLDER ART. One line of JSON each: name, found, false."""
import json
import sys
import warnings

import numpy as np

warnings.filterwarnings("ignore", category=FutureWarning)
folder, art = sys.argv[1], sys.argv[2]
sys.path.insert(0, art)
from art.defences.detector.poison import ActivationDefence, SpectralSignatureDefense  # noqa: E402
from art_net import load  # noqa: E402

meta, images, labels, classifier = load(folder)
bad = np.array(meta["bad"], dtype=bool)
onehot = np.eye(classifier.nb_classes, dtype=np.float32)[labels]


def say(name, clean):
    flagged = np.array(clean) == 0
    print(json.dumps({"name": name, "found": float(flagged[bad].mean()) if bad.any() else 0.0,
                      "false": float(flagged[~bad].mean())}), flush=True)


np.random.seed(1)
say("spectral", SpectralSignatureDefense(classifier, images, onehot, expected_pp_poison=meta["share"]).detect_poison()[1])
for analysis in ("smaller", "silhouette-scores"):
    defence = ActivationDefence(classifier, images, onehot)
    say("activations, " + analysis, defence.detect_poison(
        nb_clusters=2, nb_dims=10, reduce="PCA", cluster_analysis=analysis)[1])
