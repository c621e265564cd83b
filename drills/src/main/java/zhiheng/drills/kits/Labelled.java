package zhiheng.drills.kits;

import java.util.Arrays;

/** Inputs with their labels, in one order. */
public record Labelled(float[][] inputs, int[] labels) {
    public Labelled {
        if (inputs.length != labels.length) {
            throw new IllegalArgumentException(inputs.length + " inputs, " + labels.length + " labels");
        }
    }

    public int size() {
        return labels.length;
    }

    public Labelled from(int start, int end) {
        return new Labelled(Arrays.copyOfRange(inputs, start, end), Arrays.copyOfRange(labels, start, end));
    }
}
