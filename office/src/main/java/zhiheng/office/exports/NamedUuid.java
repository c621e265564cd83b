package zhiheng.office.exports;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** UUIDs made of names (RFC 9562 version 5): one name has one UUID, so that two exports of one state are equal. */
final class NamedUuid {
    /** The namespace of the properties and ids that these formats do not define themselves. */
    static final String NAMESPACE = "urn:zhiheng:exports";

    /** Of names that are URIs: RFC 9562 section 6.6. */
    private static final UUID URIS = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    private static final UUID OURS = of(URIS, NAMESPACE);

    private NamedUuid() {}

    /** Of a name in parts; parts that are cut elsewhere make another name. */
    static UUID of(String... parts) {
        var name = new StringBuilder();
        for (var part : parts) {
            name.append(part.length()).append(':').append(part);
        }
        return of(OURS, name.toString());
    }

    static UUID of(UUID space, String name) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(space.getMostSignificantBits())
                    .putLong(space.getLeastSignificantBits())
                    .flip());
            var hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
            long most = hash.getLong() & ~0xF000L | 0x5000L;
            long least = hash.getLong() & ~(0b11L << 62) | 0b10L << 62;
            return new UUID(most, least);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
