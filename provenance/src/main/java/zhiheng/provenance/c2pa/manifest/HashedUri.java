package zhiheng.provenance.c2pa.manifest;

import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.provenance.c2pa.jumbf.Superbox;

/** A reference to a box of the store with the hash that it must have (C2PA 2.2, 8.3). */
public record HashedUri(String url, byte[] hash, @Nullable String algorithm) {
    private static final String SELF = "self#jumbf=";

    static Optional<HashedUri> read(Fields fields) {
        var url = fields.text("url");
        var hash = fields.bytes("hash");
        return url.isEmpty() || hash.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new HashedUri(url.get(), hash.get(), fields.text("alg").orElse(null)));
    }

    public static Map<String, Object> write(String path, byte[] box) {
        var digest = Hashes.sha256();
        digest.update(box, 8, box.length - 8);
        var map = new LinkedHashMap<String, Object>();
        map.put("url", SELF + path);
        map.put("hash", digest.digest());
        return map;
    }

    /** The path of an address inside a store: whole, or from the manifest that says it. */
    static String path(String url, String manifest) {
        if (!url.startsWith(SELF)) {
            return "";
        }
        var path = url.substring(SELF.length());
        return path.startsWith("/") ? path.substring(1) : "c2pa/" + manifest + "/" + path;
    }

    String path(String manifest) {
        return path(url, manifest);
    }

    /** Whether the box has the hash; empty when the algorithm is not known. */
    Optional<Boolean> fits(Superbox box, @Nullable String otherwise) {
        return Hashes.of(algorithm == null ? otherwise : algorithm).map(digest -> {
            digest.update(box.body().buffer());
            return MessageDigest.isEqual(digest.digest(), hash);
        });
    }
}
