package zhiheng.office.acts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/**
 * What a person wrote. A leaf of the ledger stays for ever, so words never go into one; their only way into an act is a digest with a
 * salt, without which nobody can guess them. Text and salt lie in the database, where they can be erased (GDPR Art. 17, PIPL Art. 47).
 */
public final class Words {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();

    private final String text;
    private final String salt;
    private final boolean kept;

    private Words(String text, boolean kept) {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        this.text = text;
        this.salt = HEX.formatHex(bytes);
        this.kept = kept;
    }

    /** Kept beside the act. */
    public static Words of(String text) {
        return new Words(text, true);
    }

    /** Kept in a table of its own already; beside the act lies the salt alone. */
    public static Words keptElsewhere(String text) {
        return new Words(text, false);
    }

    /** The one form in which they stand in a leaf. */
    Map<String, String> inLeaf() {
        return Map.of("saltedSha256", digest(salt, text));
    }

    Row row(String actId, String member) {
        return new Row(actId, member, salt, kept ? text : "");
    }

    /** SHA-256 of the salt's bytes and the text in UTF-8, in hex. */
    public static String digest(String saltHex, String text) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(HEX.parseHex(saltHex));
            return HEX.formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** Says nothing of what was said, for logs. */
    @Override
    public String toString() {
        return "words";
    }

    /**
     * As stored.
     *
     * @param member of the act's body that holds the digest
     * @param salt in hex, "" once erased
     * @param text "" once erased, and where it is kept elsewhere
     */
    public record Row(String actId, String member, String salt, String text) {
        public boolean erased() {
            return salt.isEmpty();
        }
    }
}
