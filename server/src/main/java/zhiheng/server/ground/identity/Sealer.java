package zhiheng.server.ground.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import zhiheng.base.Refusal;

/**
 * Encrypts what the database must hold but a copy of it must not give away, under a key in a file beside it that only the server's
 * user reads. AES-256-GCM; what is sealed for one purpose opens for no other.
 */
public final class Sealer {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;

    /** The key is made when something is sealed for the first time. */
    public Sealer(Path file) {
        this.file = file;
    }

    String seal(byte[] plain, String purpose) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        var sealed = run(Cipher.ENCRYPT_MODE, key(true), nonce, plain, purpose);
        var all = new byte[NONCE_BYTES + sealed.length];
        System.arraycopy(nonce, 0, all, 0, NONCE_BYTES);
        System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
        return Base64.getEncoder().encodeToString(all);
    }

    byte[] open(String sealed, String purpose) {
        var all = Base64.getDecoder().decode(sealed);
        var nonce = java.util.Arrays.copyOf(all, NONCE_BYTES);
        return run(
                Cipher.DECRYPT_MODE,
                key(false),
                nonce,
                java.util.Arrays.copyOfRange(all, NONCE_BYTES, all.length),
                purpose);
    }

    /** Signs a text for one purpose: HMAC-SHA-256 under a key that is made of this one for that purpose. */
    public byte[] sign(String text, String purpose) {
        return hmac(hmac(key(true), "sign " + purpose), text);
    }

    private byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw lost(e);
        }
    }

    private byte[] run(int mode, byte[] key, byte[] nonce, byte[] text, String purpose) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw lost(e);
        }
    }

    private synchronized byte[] key(boolean make) {
        try {
            if (make && !Files.exists(file)) {
                make();
            }
            var key = Base64.getDecoder().decode(Files.readString(file).strip());
            if (key.length != KEY_BYTES) {
                throw lost(null);
            }
            return key;
        } catch (IOException | IllegalArgumentException e) {
            throw lost(e);
        }
    }

    private void make() throws IOException {
        var key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        var posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        var only = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (var channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), only)) {
            channel.write(java.nio.ByteBuffer.wrap(
                    Base64.getEncoder().encodeToString(key).getBytes(StandardCharsets.US_ASCII)));
        } catch (FileAlreadyExistsException e) {
            // somebody was first; their key is read
        }
    }

    private Refusal lost(@org.jspecify.annotations.Nullable Throwable cause) {
        return Refusal.unavailable(
                "密钥文件 " + file.getFileName() + " 缺失或与数据库不符，无法核对第二因素。请恢复该文件，或由管理员重置。",
                "The key file " + file.getFileName()
                        + " is missing or does not belong to the database, so second factors"
                        + " cannot be checked. Restore it, or let an administrator reset them.",
                cause);
    }
}
