package zhiheng.provenance.c2pa.manifest;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** Judges the assertion of a file; {@code where} is where the store lies. */
    static Binding.Outcome judge(Fields fields, String algorithm, Asset in, List<Range> where, boolean updated)
            throws IOException {
        var digest = Hashes.of(fields.text("alg").orElse(algorithm));
        var hash = fields.bytes("hash");
        if (hash.isEmpty() || fields.list("exclusions").size() > MAX_EXCLUSIONS) {
            return Binding.Outcome.MALFORMED;
        }
        if (digest.isEmpty()) {
            return Binding.Outcome.UNKNOWN_ALGORITHM;
        }
        var store = merged(where);
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
            if (updated) { // the store grew after this was signed
                range = store.stream()
                        .filter(r -> r.from() == start)
                        .findFirst()
                        .orElse(range);
            }
            if (range.to() > in.size()) {
                return Binding.Outcome.MISMATCH;
            }
            var asked = range;
            more |= store.stream().noneMatch(r -> r.holds(asked));
            excluded.add(range);
            end = range.to();
        }
        if (!MessageDigest.isEqual(hash(digest.get(), in, excluded), hash.get())) {
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
