package zhiheng.provenance.c2pa.manifest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The hash algorithms that C2PA allows (2.2, 13.1). */
public final class Hashes {
    public static final String SHA256 = "sha256";
    private static final Map<String, String> JCA = Map.of(SHA256, "SHA-256", "sha384", "SHA-384", "sha512", "SHA-512");

    private Hashes() {}

    public static Optional<MessageDigest> of(@Nullable String name) {
        var jca = name == null ? null : JCA.get(name);
        if (jca == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(MessageDigest.getInstance(jca));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has them
        }
    }

    public static MessageDigest sha256() {
        return of(SHA256).orElseThrow();
    }
}
