package zhiheng.provenance.c2pa.manifest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.IsoBox;
import zhiheng.provenance.c2pa.bytes.Range;
import zhiheng.provenance.c2pa.jumbf.Cbor;

/**
 * c2pa.hash.bmff: a hash over the boxes of an ISO base media file but some (C2PA 2.2, 18.6). From version 2 on, the place of
 * each top-level box that is hashed goes into the hash before it, so that boxes cannot be moved.
 */
public final class BmffHash {
    public static final String LABEL = "c2pa.hash.bmff.v3";
    private static final int MAX_EXCLUSIONS = 1_000;

    private BmffHash() {}

    /** What the specification always leaves out: the store itself, and boxes that may change without harm. */
    public static byte[] assertion(byte[] hash) {
        var exclusions = new ArrayList<Object>();
        var store = new LinkedHashMap<String, @Nullable Object>();
        var data = new LinkedHashMap<String, Object>();
        data.put("offset", 8L);
        data.put("value", IsoBox.C2PA_UUID);
        store.put("xpath", "/uuid");
        store.put("length", null);
        store.put("data", List.of(data));
        store.put("subset", null);
        store.put("version", null);
        store.put("flags", null);
        store.put("exact", null);
        exclusions.add(store);
        for (var path : List.of("/ftyp", "/mfra", "/free", "/skip")) {
            var exclusion = new LinkedHashMap<String, @Nullable Object>();
            exclusion.put("xpath", path);
            for (var none : List.of("length", "data", "subset", "version", "flags", "exact")) {
                exclusion.put(none, null);
            }
            exclusions.add(exclusion);
        }
        var map = new LinkedHashMap<String, Object>();
        map.put("exclusions", exclusions);
        map.put("alg", Hashes.SHA256);
        map.put("hash", hash);
        map.put("name", "jumbf manifest");
        return Cbor.write(map);
    }

    /** The hash that {@link #assertion} promises for a file. */
    public static byte[] hash(Asset in) throws IOException {
        var top = IsoBox.top(in);
        var hashed = new ArrayList<IsoBox>();
        for (var box : top) {
            if (!Set.of("ftyp", "mfra", "free", "skip").contains(box.type()) && !box.isStore(in)) {
                hashed.add(box);
            }
        }
        var digest = Hashes.sha256();
        for (var box : hashed) {
            digest.update(ByteBuffer.allocate(8).putLong(box.at()).array());
            in.digest(digest, box.at(), box.end());
        }
        return digest.digest();
    }

    static Binding.Outcome judge(Fields fields, String algorithm, Asset in, boolean places) throws IOException {
        var digest = Hashes.of(fields.text("alg").orElse(algorithm));
        var exclusions = fields.maps("exclusions");
        if (exclusions.isEmpty() || exclusions.size() > MAX_EXCLUSIONS || !ordered(exclusions)) {
            return Binding.Outcome.MALFORMED;
        }
        if (digest.isEmpty()) {
            return Binding.Outcome.UNKNOWN_ALGORITHM;
        }
        var hash = fields.bytes("hash");
        if (hash.isEmpty() && fields.maps("merkle").isEmpty()) {
            return Binding.Outcome.MALFORMED;
        }
        var top = IsoBox.top(in);
        var excluded = new ArrayList<Range>();
        var whole = new HashSet<Long>();
        for (var exclusion : exclusions) {
            exclude(exclusion, in, top, excluded, whole);
        }
        excluded.sort(Comparator.comparingLong(Range::from));
        if (hash.isPresent()) {
            var marks = places
                    ? top.stream()
                            .map(IsoBox::at)
                            .filter(at -> !whole.contains(at))
                            .toList()
                    : List.<Long>of();
            return MessageDigest.isEqual(digest(digest.get(), in, excluded, marks), hash.get())
                    ? merkle(fields)
                    : Binding.Outcome.MISMATCH;
        }
        return merkle(fields);
    }

    /** Trees of hashes over fragments or pieces are not read: what is not checked does not pass. */
    private static Binding.Outcome merkle(Fields fields) {
        return fields.maps("merkle").isEmpty() ? Binding.Outcome.MATCH : Binding.Outcome.UNKNOWN_ALGORITHM;
    }

    private static boolean ordered(List<Fields> exclusions) {
        for (var exclusion : exclusions) {
            long end = 0;
            for (var subset : exclusion.maps("subset")) {
                long from = subset.number("offset").orElse(-1L);
                long length = subset.number("length").orElse(-1L);
                if (from < end || length < 0 || from > Long.MAX_VALUE - length) {
                    return false;
                }
                end = from + length;
            }
        }
        return true;
    }

    private static void exclude(Fields exclusion, Asset in, List<IsoBox> top, List<Range> excluded, Set<Long> whole)
            throws IOException {
        for (var box : IsoBox.at(exclusion.text("xpath").orElse(""), top, in)) {
            if (!meant(exclusion, box, in)) {
                continue;
            }
            if (exclusion.map().get("subset") == null) {
                excluded.add(new Range(box.at(), box.end()));
                whole.add(box.at());
                continue;
            }
            for (var subset : exclusion.maps("subset")) {
                long offset = subset.number("offset").orElse(0L);
                long length = subset.number("length").orElse(0L);
                if (offset <= box.size()) {
                    long rest = box.size() - offset;
                    long from = box.at() + offset;
                    excluded.add(new Range(from, from + (length == 0 ? rest : Math.min(length, rest))));
                }
            }
        }
    }

    private static boolean meant(Fields exclusion, IsoBox box, Asset in) throws IOException {
        var length = exclusion.number("length");
        if (length.isPresent() && length.get() != box.size()) {
            return false;
        }
        for (var data : exclusion.maps("data")) {
            var value = data.bytes("value");
            long offset = data.number("offset").orElse(-1L);
            if (value.isEmpty() || offset < 0 || !in.matches(box.at() + offset, value.get())) {
                return false;
            }
        }
        var version = exclusion.number("version");
        if (version.isPresent() && in.u8(box.body()) != version.get()) {
            return false;
        }
        var flags = exclusion.bytes("flags");
        if (flags.isEmpty()) {
            return true;
        }
        var own = in.bytes(box.body() + 1, 3);
        boolean exact = !Boolean.FALSE.equals(exclusion.map().get("exact"));
        return exact ? Arrays.equals(own, flags.get()) : within(own, flags.get());
    }

    private static boolean within(byte[] own, byte[] wanted) {
        boolean within = wanted.length == 3;
        for (int i = 0; within && i < 3; i++) {
            within = (own[i] & wanted[i]) == wanted[i];
        }
        return within;
    }

    private static byte[] digest(MessageDigest digest, Asset in, List<Range> excluded, List<Long> marks)
            throws IOException {
        long at = 0;
        int mark = 0;
        for (var range : Stream.concat(excluded.stream(), Stream.of(new Range(in.size(), in.size())))
                .toList()) {
            long end = Math.max(at, range.from());
            while (mark < marks.size() && marks.get(mark) < end) {
                long place = marks.get(mark++);
                in.digest(digest, at, Math.max(at, place));
                at = Math.max(at, place);
                digest.update(ByteBuffer.allocate(8).putLong(place).array());
            }
            in.digest(digest, at, end);
            at = Math.max(end, range.to());
        }
        return digest.digest();
    }
}
