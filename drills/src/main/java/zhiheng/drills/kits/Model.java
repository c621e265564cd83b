package zhiheng.drills.kits;

import zhiheng.drills.target.PortTarget;
import zhiheng.drills.target.Shape;
import zhiheng.drills.target.Target;

/** A classifier that was trained here: it runs in Java, and is written as ONNX, where it must say the same. */
public sealed interface Model permits Net, Stumps {
    Shape shape();

    int classes();

    float[] scores(float[] input);

    /** The same model as a file of ONNX, opset 13. */
    byte[] onnx();

    /** The share of {@code data} that it labels right. */
    default double accuracy(Labelled data) {
        int right = 0;
        for (int i = 0; i < data.size(); i++) {
            if (Target.label(scores(data.inputs()[i])) == data.labels()[i]) {
                right++;
            }
        }
        return (double) right / data.size();
    }

    /** The Java forward pass as a target. */
    default Target target() {
        return new PortTarget(shape(), classes(), inputs -> {
            var scores = new float[inputs.length][];
            for (int i = 0; i < inputs.length; i++) {
                scores[i] = scores(inputs[i]);
            }
            return scores;
        });
    }
}
