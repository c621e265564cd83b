package zhiheng.drills.plant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import zhiheng.base.Refusal;

/**
 * A store of texts as it came: one delivery after another. Nothing is changed in place; a delivery that is taken back leaves the others
 * as they were, and the digest over ids and texts shows it.
 */
public record Deliveries(List<Delivery> all) {
    /** One delivery, its texts in the order in which they came. */
    public record Delivery(String id, List<Doc> docs) {
        public Delivery {
            docs = List.copyOf(docs);
        }
    }

    public Deliveries {
        all = List.copyOf(all);
    }

    public static Deliveries none() {
        return new Deliveries(List.of());
    }

    /** These and one more, come last. */
    public Deliveries and(String id, List<Doc> docs) {
        if (all.stream().anyMatch(d -> d.id.equals(id))) {
            throw Refusal.conflict("已有批次 " + id, "there is a delivery " + id + " already");
        }
        var more = new ArrayList<>(all);
        more.add(new Delivery(id, docs));
        return new Deliveries(more);
    }

    /** These without one, which is the roll-back. */
    public Deliveries without(String id) {
        var rest = all.stream().filter(d -> !d.id.equals(id)).toList();
        if (rest.size() == all.size()) {
            throw Refusal.notFound("没有批次 " + id, "there is no delivery " + id);
        }
        return new Deliveries(rest);
    }

    /** All texts, in the order in which they came. */
    public List<Doc> docs() {
        return all.stream().flatMap(d -> d.docs.stream()).toList();
    }

    /** For each of {@link #docs()}, the number of its delivery. */
    public int[] origin() {
        var origin = new ArrayList<Integer>();
        for (int d = 0; d < all.size(); d++) {
            for (int i = 0; i < all.get(d).docs.size(); i++) {
                origin.add(d);
            }
        }
        return origin.stream().mapToInt(o -> o).toArray();
    }

    /** SHA-256 over those of the deliveries in their order, worked out from their ids and texts each time. */
    public String digest() {
        var sum = sha256();
        all.forEach(d -> sum.update(HexFormat.of().parseHex(digest(d.docs))));
        return HexFormat.of().formatHex(sum.digest());
    }

    private static String digest(List<Doc> docs) {
        var sum = sha256();
        for (var doc : docs) {
            for (var part : List.of(doc.id(), doc.text())) {
                var bytes = part.getBytes(StandardCharsets.UTF_8);
                sum.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
                sum.update((byte) ':');
                sum.update(bytes);
            }
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
