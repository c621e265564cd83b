package zhiheng.drills.poison;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import zhiheng.base.Refusal;
import zhiheng.drills.kits.Labelled;

/**
 * Training data as they came: one delivery after another, each with its supplier and the digest of its content. Nothing is changed in
 * place; a delivery that is rolled back leaves the others as they were, and the digests show it.
 */
public final class Batches {
    /**
     * One delivery.
     *
     * @param digest SHA-256 over its rows and labels, taken when it came
     */
    public record Batch(String id, String supplier, Labelled rows, String digest) {}

    private final List<Batch> batches;

    private Batches(List<Batch> batches) {
        this.batches = List.copyOf(batches);
    }

    public static Batches none() {
        return new Batches(List.of());
    }

    /** These and one more at the end. */
    public Batches and(String id, String supplier, Labelled rows) {
        if (batches.stream().anyMatch(b -> b.id.equals(id))) {
            throw Refusal.conflict("已有批次 " + id, "there is a batch " + id + " already");
        }
        var more = new ArrayList<>(batches);
        more.add(new Batch(id, supplier, rows, digest(rows)));
        return new Batches(more);
    }

    /** These without one, which is the roll-back. */
    public Batches without(String id) {
        var rest = batches.stream().filter(b -> !b.id.equals(id)).toList();
        if (rest.size() == batches.size()) {
            throw Refusal.notFound("没有批次 " + id, "there is no batch " + id);
        }
        return new Batches(rest);
    }

    public List<Batch> all() {
        return batches;
    }

    /** One digest over those of the batches, in their order. */
    public String digest() {
        var sum = sha256();
        batches.forEach(b -> sum.update(HexFormat.of().parseHex(b.digest)));
        return HexFormat.of().formatHex(sum.digest());
    }

    /** The batches whose rows are no longer what came: the content read again, against the digest taken then. */
    public List<String> changed() {
        return batches.stream()
                .filter(b -> !digest(b.rows).equals(b.digest))
                .map(Batch::id)
                .toList();
    }

    /** All rows in order. */
    public Labelled data() {
        int[] labels = batches.stream()
                .flatMapToInt(b -> Arrays.stream(b.rows.labels()))
                .toArray();
        return new Labelled(
                batches.stream().flatMap(b -> Arrays.stream(b.rows.inputs())).toArray(float[][]::new), labels);
    }

    /** For each row of {@link #data()}, the number of its batch. */
    public int[] origin() {
        int[] origin = new int[batches.stream().mapToInt(b -> b.rows.size()).sum()];
        int at = 0;
        for (int b = 0; b < batches.size(); b++) {
            int end = at + batches.get(b).rows.size();
            Arrays.fill(origin, at, end, b);
            at = end;
        }
        return origin;
    }

    private static String digest(Labelled rows) {
        var sum = sha256();
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.inputs()[i];
            var bytes = ByteBuffer.allocate(8 + 4 * row.length)
                    .putInt(rows.labels()[i])
                    .putInt(row.length);
            for (float value : row) {
                bytes.putInt(Float.floatToRawIntBits(value));
            }
            sum.update(bytes.array());
        }
        return HexFormat.of().formatHex(sum.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
