package zhiheng.drills.kits;

/**
 * One step of a network, for one input at a time. It remembers what it saw on the way forward, so that the way back can use it, and
 * gathers the gradients of its weights until they are applied.
 */
sealed interface Layer permits Conv, Relu, Pool, Dense {
    float[] forward(float[] in);

    /** The gradient of what came in, from that of what went out; empty where nobody {@code needs} it. */
    float[] backward(float[] gradient, boolean needs);

    /** The weights and their gradients, changed in place; none for layers that do not learn. */
    default float[][][] learned() {
        return new float[0][][];
    }
}
