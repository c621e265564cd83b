package zhiheng.server.ground.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import zhiheng.base.Refusal;

/**
 * Argon2id with one lane and the cost of {@code password-cost.properties}. Written as {@code
 * argon2id$memoryKiB$passes$salt$hash}, so that the cost can grow later. The tests have a file of that name of their own,
 * for they make thousands of people; no switch of a running server makes a password cheap.
 */
final class Passwords {
    private static final int MEMORY_KIB;
    private static final int PASSES;
    /** Passwords of version 0.1.0 could be this long. */
    private static final int LONGEST = 200;

    static {
        var cost = new Properties();
        try (var file =
                Objects.requireNonNull(Passwords.class.getResourceAsStream("password-cost.properties"), "the cost")) {
            cost.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        MEMORY_KIB = Integer.parseInt(cost.getProperty("memoryKiB"));
        PASSES = Integer.parseInt(cost.getProperty("passes"));
    }

    private static final SecureRandom RANDOM = new SecureRandom();
    /** Bounds the memory that many sign-ins at once can take. */
    private static final Semaphore TURNS = new Semaphore(4);
    /** Checked for unknown logins, so that they take as long as known ones. */
    private static final String NOBODY = hash(Secrets.random().toCharArray());

    private Passwords() {}

    /** By NIST SP 800-63B: length, and not one of those that are tried first; no rules about kinds of characters. */
    static void check(char[] password, String... own) {
        var length = Character.codePointCount(password, 0, password.length);
        if (length < Identity.MIN_PASSWORD) {
            throw Refusal.invalid(
                    "密码至少" + Identity.MIN_PASSWORD + "个字符。",
                    "A password has at least " + Identity.MIN_PASSWORD + " characters.");
        }
        if (password.length > Identity.MAX_PASSWORD) {
            throw Refusal.invalid(
                    "密码最多" + Identity.MAX_PASSWORD + "个字符。",
                    "A password has at most " + Identity.MAX_PASSWORD + " characters.");
        }
        if (Guessable.is(password, own)) {
            throw Refusal.invalid(
                    "该密码太常见、只是重复，或就是登录名、组织名称，会最先被人猜到。请换一个，例如几个不相干的词。",
                    "This password is among those tried first: a common one, a repetition, the login, or the"
                            + " organisation. Choose another, such as a few words that have nothing to do with each other.");
        }
    }

    static String hash(char[] password) {
        var salt = new byte[16];
        RANDOM.nextBytes(salt);
        var base64 = Base64.getEncoder().withoutPadding();
        return String.join(
                "$",
                "argon2id",
                String.valueOf(MEMORY_KIB),
                String.valueOf(PASSES),
                base64.encodeToString(salt),
                base64.encodeToString(argon2(password, salt, MEMORY_KIB, PASSES)));
    }

    /** False, but no sooner, for a login that does not exist. */
    static boolean nobody(char[] password) {
        return matches(password, NOBODY) && password.length > LONGEST;
    }

    static boolean matches(char[] password, String stored) {
        if (password.length > LONGEST) {
            return false;
        }
        var parts = stored.split("\\$");
        var decoder = Base64.getDecoder();
        var hash = argon2(password, decoder.decode(parts[3]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        return MessageDigest.isEqual(hash, decoder.decode(parts[4]));
    }

    private static byte[] argon2(char[] password, byte[] salt, int memoryKib, int passes) {
        var argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        var hash = new byte[32];
        TURNS.acquireUninterruptibly();
        try {
            argon2.generateBytes(password, hash);
        } finally {
            TURNS.release();
        }
        return hash;
    }

    static void wipe(char[] password) {
        Arrays.fill(password, '\0');
    }
}
