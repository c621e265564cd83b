package zhiheng.provenance.c2pa.manifest;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.Range;
import zhiheng.provenance.c2pa.jumbf.Cbor;

/** c2pa.hash.data: a hash over the whole file but some stretches (C2PA 2.2, 18.5). */
public final class DataHash {
    public static final String LABEL = "c2pa.hash.data";
    private static final int MAX_EXCLUSIONS = 10_000;
    /** Zeroes kept in reserve, so that its length does not depend on the numbers in it; always below 24. */
    private static final int SPARE = 10;

    private static final long WIDE = 0xffff_ffffL;

    private DataHash() {}

    /**
     * The hash of a file but some stretches, for who reads a file back whose bytes were compared with those that were hashed.
     *
     * @param hash by SHA-256
     */
    public record Known(List<Range> excluded, byte[] hash) {
        private boolean is(MessageDigest digest, List<Range> asked) {
            return digest.getAlgorithm().equals("SHA-256") && excluded.equals(asked);
        }
    }

    /**
     * A file and what is known of it.
     *
     * @param store where the store lies
     * @param known its hash, where somebody computed it
     * @param words where the store would lie in a text of Unicode's form NFC; empty where bytes are bound and not words
     * @param updated whether the store may have grown after this was signed
     */
    record Bound(Asset file, List<Range> store, Optional<Known> known, Optional<Range> words, boolean updated) {
        private byte[] hash(MessageDigest digest, List<Range> excluded) throws IOException {
            if (known.isPresent() && known.get().is(digest, excluded)) {
                return known.get().hash();
            }
            return words.isPresent() ? TextHash.hash(digest, file, excluded) : DataHash.hash(digest, file, excluded);
        }
    }

    /** The assertion for one excluded stretch; of the same length whatever stretch and hash it is given. */
    public static byte[] assertion(Range excluded, byte[] hash) {
        int reserved = Cbor.write(WIDE).length * 2;
        int used = Cbor.write(excluded.from()).length + Cbor.write(excluded.length()).length;
        var exclusion = new LinkedHashMap<String, Object>();
        exclusion.put("start", excluded.from());
        exclusion.put("length", excluded.length());
        var map = new LinkedHashMap<String, Object>();
        map.put("exclusions", List.of(exclusion));
        map.put("name", "jumbf manifest");
        map.put("alg", Hashes.SHA256);
        map.put("hash", hash);
        map.put("pad", new byte[SPARE + reserved - used]);
        return Cbor.write(map);
    }

    /** The hash of everything in the file but these stretches, which are in order. */
    public static byte[] hash(MessageDigest digest, Asset in, List<Range> excluded) throws IOException {
        long at = 0;
        for (var range : excluded) {
            in.digest(digest, at, range.from());
            at = range.to();
        }
        in.digest(digest, at, in.size());
        return digest.digest();
    }

    /** Judges the assertion of a file. */
    static Binding.Outcome judge(Fields fields, String algorithm, Bound bound) throws IOException {
        var digest = Hashes.of(fields.text("alg").orElse(algorithm));
        var hash = fields.bytes("hash");
        if (hash.isEmpty() || fields.list("exclusions").size() > MAX_EXCLUSIONS) {
            return Binding.Outcome.MALFORMED;
        }
        if (digest.isEmpty()) {
            return Binding.Outcome.UNKNOWN_ALGORITHM;
        }
        var store = merged(bound.store);
        var excluded = new ArrayList<Range>();
        boolean more = false;
        long end = 0;
        for (var one : fields.maps("exclusions")) {
            long start = one.number("start").orElse(-1L);
            long length = one.number("length").orElse(-1L);
            if (start < end || length < 0 || start > Long.MAX_VALUE - length) {
                return Binding.Outcome.MALFORMED;
            }
            var range = new Range(start, start + length);
            if (bound.updated) { // the store grew after this was signed
                range = store.stream()
                        .filter(r -> r.from() == start)
                        .findFirst()
                        .orElse(range);
            }
            if (bound.words.isPresent()) { // C2PA 2.4, A.8: the wrapper and nothing else, by its place in either form
                if (!excluded.isEmpty()
                        || !store.contains(range) && !bound.words.get().equals(range)) {
                    return Binding.Outcome.MALFORMED;
                }
                range = store.getFirst();
            }
            if (range.to() > bound.file.size()) {
                return Binding.Outcome.MISMATCH;
            }
            var asked = range;
            more |= store.stream().noneMatch(r -> r.holds(asked));
            excluded.add(range);
            end = range.to();
        }
        if (!MessageDigest.isEqual(bound.hash(digest.get(), excluded), hash.get())) {
            return Binding.Outcome.MISMATCH;
        }
        return more ? Binding.Outcome.MATCH_IN_PART : Binding.Outcome.MATCH;
    }

    private static List<Range> merged(List<Range> ranges) {
        var merged = new ArrayList<Range>();
        for (var range : ranges) {
            if (!merged.isEmpty() && merged.getLast().to() == range.from()) {
                range = new Range(merged.removeLast().from(), range.to());
            }
            merged.add(range);
        }
        return merged;
    }
}
