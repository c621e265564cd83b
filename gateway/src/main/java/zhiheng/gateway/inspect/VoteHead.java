package zhiheng.gateway.inspect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A linear judgement of what a sentence model says of a text: whether it gives orders to a model. Its score is above one half where the
 * text is taken for an attack, and that border was set for each language on kinds of harmless text that were left out of its training.
 *
 * @param weights one for each number that the model says: of the first piece, then of the mean of all, each part of length one
 * @param latin what is added for a text that is not Chinese, {@code chinese} for one that is
 * @param made what it was made of: a digest of the texts, see {@link VoteTraining}
 */
public record VoteHead(float[] weights, float latin, float chinese, String made) {
    /** What the head that ships judges at once, in UTF-16 code units; it was trained so. */
    public static final int WINDOW = 192;

    private static final String RESOURCE = "vote-head.txt";
    private static final int MOST_WEIGHTS = 8_192;

    /** A quarter of its characters. */
    static boolean isChinese(String text) {
        return 4 * text.codePoints().filter(Character::isIdeographic).count() >= text.length();
    }

    /** The head for the sentence model that ships. */
    public static VoteHead shipped() {
        try (var stream = VoteHead.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the jar");
            }
            return read(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads lines of {@code latin N}, {@code chinese N}, {@code made DIGEST} and {@code weights N N …}; those that begin with # are passed
     * over.
     *
     * @throws IllegalArgumentException saying what is missing
     */
    public static VoteHead read(String text) {
        float latin = Float.NaN;
        float chinese = Float.NaN;
        var made = "";
        var weights = new float[0];
        try {
            for (var line :
                    text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
                var parts = line.strip().split("\\s+");
                switch (parts[0]) {
                    case "latin" -> latin = Float.parseFloat(parts[1]);
                    case "chinese" -> chinese = Float.parseFloat(parts[1]);
                    case "made" -> made = parts[1];
                    case "weights" -> weights = floats(parts);
                    default -> throw new IllegalArgumentException("不认识的行 / no such line: " + parts[0]);
                }
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("数值无效 / not a number", e);
        }
        if (!Float.isFinite(latin) || !Float.isFinite(chinese) || weights.length == 0) {
            throw new IllegalArgumentException("应有 latin、chinese、weights / latin, chinese and weights are needed");
        }
        return new VoteHead(weights, latin, chinese, made);
    }

    private static float[] floats(String[] parts) {
        if (parts.length - 1 > MOST_WEIGHTS) {
            throw new IllegalArgumentException("权重过多 / too many weights: " + (parts.length - 1));
        }
        var weights = new float[parts.length - 1];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Float.parseFloat(parts[i + 1]);
            if (!Float.isFinite(weights[i])) {
                throw new NumberFormatException(parts[i + 1]);
            }
        }
        return weights;
    }

    /** As {@link #read} takes it. */
    public String written() {
        var out = new StringBuilder("# Made by `zhiheng bench vote --train FILE`, from templates of this project.\n");
        out.append("made ").append(made).append('\n');
        out.append(String.format(Locale.ROOT, "latin %.5f%nchinese %.5f%nweights", latin, chinese));
        for (var weight : weights) {
            out.append(String.format(Locale.ROOT, " %.4f", weight));
        }
        return out.append('\n').toString();
    }

    /** From 0 to 1. @param vector what the model says of the window */
    public float score(String window, float[] vector) {
        return (float) (1 / (1 + Math.exp(-logit(vector) - (isChinese(window) ? chinese : latin))));
    }

    double logit(float[] vector) {
        if (vector.length != weights.length) {
            throw new IllegalArgumentException(
                    "向量长度与权重个数不符 / a vector of " + vector.length + " numbers for " + weights.length + " weights");
        }
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            sum += (double) weights[i] * vector[i];
        }
        return sum;
    }
}
