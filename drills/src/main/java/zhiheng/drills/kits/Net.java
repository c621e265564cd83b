package zhiheng.drills.kits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import zhiheng.drills.target.Shape;

/**
 * A small network, trained by hand on one thread with Adam (Kingma and Ba, ICLR 2015): convolutions with rectifier and pool for
 * pictures, one hidden layer for tables. The same seed and data give the same weights to the bit. Layers remember what they
 * saw, so several threads wait for one another.
 */
public final class Net implements Model {
    private static final int BATCH = 32;

    private final Shape shape;
    private final int classes;
    private final List<Layer> layers;
    private final int penultimate;
    private final SplittableRandom random;
    private final List<float[][]> moments = new ArrayList<>();
    private int steps;

    private Net(Shape shape, int classes, List<Layer> layers, SplittableRandom random) {
        this.shape = shape;
        this.classes = classes;
        this.layers = List.copyOf(layers);
        this.random = random;
        penultimate = layers.size() - 2;
        for (var layer : layers) {
            for (var pair : layer.learned()) {
                moments.add(new float[][] {new float[pair[0].length], new float[pair[0].length]});
            }
        }
    }

    /** Two convolutions, each with rectifier and pool, a hidden layer and the classes; sides that divide by four. */
    public static Net picture(Shape.Picture shape, int first, int second, int hidden, int classes, long seed) {
        if (shape.height() % 4 != 0 || shape.width() % 4 != 0) {
            throw new IllegalArgumentException("sides that divide by four: " + shape);
        }
        var random = new SplittableRandom(seed);
        int h = shape.height();
        int w = shape.width();
        return new Net(
                shape,
                classes,
                List.of(
                        new Conv(shape.channels(), first, h, w, random),
                        new Relu(),
                        new Pool(first, h, w),
                        new Conv(first, second, h / 2, w / 2, random),
                        new Relu(),
                        new Pool(second, h / 2, w / 2),
                        new Dense(second * h * w / 16, hidden, random),
                        new Relu(),
                        new Dense(hidden, classes, random)),
                random);
    }

    public static Net row(int columns, int hidden, int classes, long seed) {
        var random = new SplittableRandom(seed);
        return new Net(
                new Shape.Row(columns),
                classes,
                List.of(new Dense(columns, hidden, random), new Relu(), new Dense(hidden, classes, random)),
                random);
    }

    /** Trains for {@code epochs} passes over the data in an order that the seed gives; the rate falls along a half cosine. */
    public synchronized Net train(Labelled data, int epochs, double rate) {
        int[] order = new int[data.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        int all = epochs * order.length;
        for (int done = 0; done < all; ) {
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int keep = order[i];
                order[i] = order[j];
                order[j] = keep;
            }
            for (int from = 0; from < order.length; from += BATCH) {
                int to = Math.min(from + BATCH, order.length);
                for (int i = from; i < to; i++) {
                    learn(data.inputs()[order[i]], data.labels()[order[i]], 1f / (to - from), false);
                }
                step(rate * (1 + Math.cos(Math.PI * (done + from) / all)) / 2);
            }
            done += order.length;
        }
        return this;
    }

    /** One input forward and back under cross-entropy. */
    private float[] learn(float[] input, int label, float weight, boolean needs) {
        var gradient = softmax(scores(input));
        gradient[label] -= 1;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= weight;
        }
        for (int i = layers.size() - 1; i >= 0; i--) {
            gradient = layers.get(i).backward(gradient, needs || i > 0);
        }
        return gradient;
    }

    /** The gradient of the cross-entropy with {@code label} by the input; for attackers who train with us, not for black boxes. */
    public synchronized float[] inputGradient(float[] input, int label) {
        var gradient = learn(input, label, 1, true);
        for (var layer : layers) {
            for (var pair : layer.learned()) {
                Arrays.fill(pair[1], 0);
            }
        }
        return gradient;
    }

    private void step(double rate) {
        steps++;
        float b1 = 0.9f;
        float b2 = 0.999f;
        float size = (float) (rate * Math.sqrt(1 - Math.pow(b2, steps)) / (1 - Math.pow(b1, steps)));
        int at = 0;
        for (var layer : layers) {
            for (var pair : layer.learned()) {
                var weights = pair[0];
                var gradients = pair[1];
                var mean = moments.get(at)[0];
                var square = moments.get(at)[1];
                at++;
                for (int i = 0; i < weights.length; i++) {
                    float g = gradients[i];
                    mean[i] = b1 * mean[i] + (1 - b1) * g;
                    square[i] = b2 * square[i] + (1 - b2) * g * g;
                    weights[i] -= size * mean[i] / ((float) Math.sqrt(square[i]) + 1e-8f);
                    gradients[i] = 0;
                }
            }
        }
    }

    static float[] softmax(float[] logits) {
        float most = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            most = Math.max(most, logit);
        }
        var p = new float[logits.length];
        float sum = 0;
        for (int i = 0; i < p.length; i++) {
            p[i] = (float) Math.exp(logits[i] - most);
            sum += p[i];
        }
        for (int i = 0; i < p.length; i++) {
            p[i] /= sum;
        }
        return p;
    }

    /** The chance that the network gives each class. */
    public float[] probabilities(float[] input) {
        return softmax(scores(input));
    }

    /** Logits. */
    @Override
    public synchronized float[] scores(float[] input) {
        var x = input;
        for (var layer : layers) {
            x = layer.forward(x);
        }
        return x;
    }

    /** What each pool says (for pictures) and then the last hidden layer: what detectors look at. */
    public synchronized List<float[]> features(float[] input) {
        var found = new ArrayList<float[]>();
        var x = input;
        for (int i = 0; i <= penultimate; i++) {
            x = layers.get(i).forward(x);
            if (layers.get(i) instanceof Pool || i == penultimate) {
                found.add(x);
            }
        }
        return found;
    }

    /** How many planes each of the {@link #features} consists of. */
    public List<Integer> planes() {
        var found = new ArrayList<Integer>();
        for (var layer : layers) {
            if (layer instanceof Conv conv) {
                found.add(conv.out);
            }
        }
        found.add(1);
        return found;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int classes() {
        return classes;
    }

    /**
     * A layer for whoever builds the same network elsewhere.
     *
     * @param kind conv (3 by 3, border 1), relu, pool (2 by 2) or dense
     * @param size inputs and outputs, for those that learn
     * @param weights row by row, output first; then the bias
     */
    public record Plan(String kind, List<Integer> size, float[] weights, float[] bias) {}

    public List<Plan> plan() {
        return layers.stream()
                .map(layer -> switch (layer) {
                    case Conv c -> new Plan("conv", List.of(c.in, c.out), c.weights, c.bias);
                    case Dense d -> new Plan("dense", List.of(d.in, d.out), d.weights, d.bias);
                    case Relu _ -> new Plan("relu", List.of(), new float[0], new float[0]);
                    case Pool _ -> new Plan("pool", List.of(), new float[0], new float[0]);
                })
                .toList();
    }

    List<Layer> layers() {
        return layers;
    }

    @Override
    public byte[] onnx() {
        return Onnx.of(this);
    }
}
