package zhiheng.drills.target;

/**
 * The only way an attack reaches its target: each input handed over is one query, whether asked alone or in a batch, asked before or
 * not, useful or not.
 */
public final class Queries {
    private final Target target;
    private long spent;

    public Queries(Target target) {
        this.target = target;
    }

    public Shape shape() {
        return target.shape();
    }

    public int classes() {
        return target.classes();
    }

    /** The scores of each input, for one query each. */
    public float[][] scores(float[][] inputs) {
        spent += inputs.length;
        return target.scores(inputs);
    }

    /** The label of an input, all that a hard-label attack may see, for one query; −1 where it was not answered. */
    public int label(float[] input) {
        return Target.label(scores(new float[][] {input})[0]);
    }

    public int[] labels(float[][] inputs) {
        var scores = scores(inputs);
        var labels = new int[scores.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = Target.label(scores[i]);
        }
        return labels;
    }

    /** How many inputs were handed over. */
    public long spent() {
        return spent;
    }
}
