package zhiheng.server.ground.meaning;

import java.util.List;
import java.util.Optional;

/**
 * Vectors of texts: near for texts about one thing. It sees no negation ("allowed" and "forbidden" lie close together), so nothing is
 * ever decided on it alone; words come first.
 */
public interface Meaning extends AutoCloseable {
    /** The vector of a text, of length one; empty for an empty text and where it cannot be had in time. Query and store go this one way. */
    Optional<float[]> of(String text);

    /** The vectors of many texts, in their order, as {@link #of} gives them; some models read several at once. */
    default List<Optional<float[]>> all(List<String> texts) {
        return texts.stream().map(this::of).toList();
    }

    @Override
    void close();

    /** The cosine of two vectors of length one. */
    static double alike(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("vectors of two models");
        }
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
