package zhiheng.drills.target;

import java.util.Objects;

/**
 * A classifier that somebody else calls: a service over HTTP, a chat model asked to choose, a model in this process. What the port
 * answers is checked as an ONNX file's answer is.
 */
public final class PortTarget implements Target {
    /** Asks the classifier; a service that is not there is a {@link zhiheng.base.Refusal} of its kind. */
    @FunctionalInterface
    public interface Port {
        /** One row of scores for each input, in their order; {@link Target#unanswered} for one that was not answered. */
        float[][] scores(float[][] inputs);
    }

    private final Shape shape;
    private final int classes;
    private final Port port;

    public PortTarget(Shape shape, int classes, Port port) {
        this.shape = Objects.requireNonNull(shape);
        this.classes = classes;
        this.port = Objects.requireNonNull(port);
        if (classes < 2) {
            throw new IllegalArgumentException("a classifier has two classes or more: " + classes);
        }
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public float[][] scores(float[][] inputs) {
        Answers.checkInputs(shape, inputs);
        return Answers.some(port.scores(inputs), inputs.length, classes);
    }
}
