package zhiheng.server.rooms.upkeep;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import zhiheng.base.Json;
import zhiheng.base.JsonReader;
import zhiheng.base.Refusal;

/** The keys of an installation under a passphrase: Argon2id (RFC 9106), then AES-256-GCM. */
final class SealedKeys {
    static final int SHORTEST_PASSPHRASE = 12;
    private static final int MEMORY_KIB = 64 << 10;
    private static final int PASSES = 3;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SealedKeys() {}

    /** @param keys their files' bytes by name */
    static String seal(Map<String, byte[]> keys, char[] passphrase) {
        var plain = new LinkedHashMap<String, Object>();
        keys.forEach((name, bytes) -> plain.put(name, Base64.getEncoder().encodeToString(bytes)));
        var salt = random(16);
        var nonce = random(12);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, passphrase, salt, nonce)
                    .doFinal(Json.write(plain).getBytes(StandardCharsets.UTF_8));
            var text = new LinkedHashMap<String, Object>();
            text.put("form", "argon2id-" + MEMORY_KIB + "-" + PASSES + "+aes256gcm");
            text.put("salt", Base64.getEncoder().encodeToString(salt));
            text.put("nonce", Base64.getEncoder().encodeToString(nonce));
            text.put("sealed", Base64.getEncoder().encodeToString(sealed));
            return Json.write(text);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has AES in GCM", e);
        }
    }

    /** Refused for another passphrase, and for a file that was changed. */
    static Map<String, byte[]> open(String text, char[] passphrase) {
        try {
            var parts = JsonReader.object(text, JsonReader.Limits.RECORD);
            var plain = cipher(Cipher.DECRYPT_MODE, passphrase, bytes(parts, "salt"), bytes(parts, "nonce"))
                    .doFinal(bytes(parts, "sealed"));
            var keys = new LinkedHashMap<String, byte[]>();
            JsonReader.object(new String(plain, StandardCharsets.UTF_8), JsonReader.Limits.RECORD)
                    .forEach((name, value) -> keys.put(name, Base64.getDecoder().decode(String.valueOf(value))));
            return keys;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw Refusal.invalid(
                    "口令不对，或 keys.sealed 已损坏；未恢复任何内容。",
                    "The passphrase is wrong, or keys.sealed is damaged; nothing was restored.");
        }
    }

    private static byte[] bytes(Map<String, ?> parts, String name) {
        return Base64.getDecoder().decode(String.valueOf(parts.get(name)));
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static Cipher cipher(int mode, char[] passphrase, byte[] salt, byte[] nonce)
            throws GeneralSecurityException {
        var argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(MEMORY_KIB)
                .withIterations(PASSES)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        var key = new byte[32];
        argon2.generateBytes(passphrase, key);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        return cipher;
    }
}
