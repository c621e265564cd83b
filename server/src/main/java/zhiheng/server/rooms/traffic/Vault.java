package zhiheng.server.rooms.traffic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import zhiheng.base.OwnerOnly;

/**
 * Encrypts the secrets that must be read again: AES-256-GCM (NIST SP 800-38D), under a key in a file that only the owner may read. A
 * secret is bound to its place: moved to another, it does not open.
 */
public final class Vault {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private Vault(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** Opens the key file, or makes one where there is none. */
    public static Vault open(Path file) {
        try {
            if (!Files.exists(file)) {
                var fresh = new byte[KEY_BYTES];
                new SecureRandom().nextBytes(fresh);
                OwnerOnly.folders(file.toAbsolutePath().normalize().resolveSibling("."));
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.write(file, fresh, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            }
            var bytes = Files.readAllBytes(file);
            if (bytes.length != KEY_BYTES) {
                throw new IllegalStateException(
                        "密钥文件损坏，请从备份恢复 / the key file is damaged; restore it from a backup: " + file.getFileName());
            }
            return new Vault(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param place where the secret belongs, e.g. {@code upstream bot/u0} */
    public String lock(String secret, String place) {
        return Base64.getEncoder().encodeToString(seal(secret.getBytes(StandardCharsets.UTF_8), place));
    }

    /** As {@link #lock}, of bytes: nonce, then ciphertext and tag. */
    public byte[] seal(byte[] plain, String place) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, place);
            var both = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plain.length));
            cipher.doFinal(plain, 0, plain.length, both, NONCE_BYTES);
            return both;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalStateException when it was locked elsewhere, under another key, or was changed */
    public String unlock(String locked, String place) {
        byte[] sealed;
        try {
            sealed = Base64.getDecoder().decode(locked);
        } catch (IllegalArgumentException e) {
            throw doesNotOpen(place, e);
        }
        return new String(open(sealed, place), StandardCharsets.UTF_8);
    }

    /** As {@link #unlock}, of bytes. */
    public byte[] open(byte[] sealed, String place) {
        try {
            var nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, nonce, place).doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (AEADBadTagException | IllegalArgumentException e) {
            throw doesNotOpen(place, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static IllegalStateException doesNotOpen(String place, Exception e) {
        return new IllegalStateException(
                "密文无法打开：密钥文件不符或数据被改动 / a stored secret does not open: another key file, or it was changed (" + place
                        + ")",
                e);
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
