package zhiheng.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import zhiheng.base.OwnerOnly;

/**
 * Who cosigns the checkpoints of others: an Ed25519 key of the form that C2SP tlog-cosignature gives it. A cosignature says that at its
 * time the checkpoint was consistent with all that this cosigner had seen of the log.
 */
public final class Cosigner {
    /** The algorithm's byte: cosignature/v1. */
    private static final byte COSIGNATURE = 4;

    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte[] publicBytes;
    private final PrivateKey secret;

    private Cosigner(String name, byte[] publicBytes, PrivateKey secret) {
        this.name = name;
        this.publicBytes = publicBytes;
        this.secret = secret;
    }

    /** Opens the key in {@code file}, or makes one under {@code name}. */
    public static Cosigner open(Path file, String name) {
        try {
            if (!Files.exists(file)) {
                NoteKey.generate(name); // refuses names that no note may hold
                var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                var base64 = Base64.getEncoder();
                OwnerOnly.folder(file.toAbsolutePath().normalize().resolveSibling("."));
                OwnerOnly.make(file);
                Files.writeString(
                        file,
                        name + "\n" + base64.encodeToString(pair.getPublic().getEncoded()) + "\n"
                                + base64.encodeToString(pair.getPrivate().getEncoded()) + "\n");
            }
            var lines = Files.readAllLines(file);
            byte[] shown = Base64.getDecoder().decode(lines.get(1));
            var secret = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.get(2))));
            return new Cosigner(lines.get(0), Arrays.copyOfRange(shown, shown.length - 32, shown.length), secret);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new LedgerException(
                    "见证密钥 " + file + " 无法使用：" + e, "The witness's key " + file + " cannot be used: " + e, e);
        }
    }

    /** In note form: name+hash+base64. */
    public String verifierKey() {
        return name + "+" + HexFormat.of().formatHex(id(name, publicBytes)) + "+"
                + Base64.getEncoder().encodeToString(join(new byte[] {COSIGNATURE}, publicBytes));
    }

    /** The signature line for the text of a note. */
    String cosign(String text, Instant time) {
        try {
            long seconds = time.getEpochSecond();
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(message(text, seconds));
            byte[] stamp = ByteBuffer.allocate(8).putLong(seconds).array();
            return "\u2014 " + name + " "
                    + Base64.getEncoder().encodeToString(join(id(name, publicBytes), join(stamp, signature.sign())))
                    + "\n";
        } catch (GeneralSecurityException e) {
            throw new LedgerException("见证签名失败：" + e, "Cosigning failed: " + e, e);
        }
    }

    private static byte[] message(String text, long seconds) {
        return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    /** When the witness of that key cosigned the note. LedgerException when it did not. */
    public static Instant cosigned(String note, String verifierKey) {
        int split = note.lastIndexOf("\n\n");
        String[] parts = verifierKey.strip().split("\\+", 3);
        byte[] key = parts.length == 3 ? NoteKey.base64(parts[2]) : null;
        if (split < 0 || key == null || key.length != 33 || key[0] != COSIGNATURE) {
            throw not("密钥或检查点的格式不对", "the key or the checkpoint is not of the right form");
        }
        byte[] publicBytes = Arrays.copyOfRange(key, 1, 33);
        String text = note.substring(0, split + 1);
        for (String line : note.substring(split + 2).split("\n")) {
            String[] words = line.split(" ", -1);
            byte[] bytes = words.length == 3 ? NoteKey.base64(words[2]) : null;
            if (bytes != null
                    && bytes.length == 4 + 8 + 64
                    && words[1].equals(parts[0])
                    && Arrays.equals(Arrays.copyOf(bytes, 4), id(parts[0], publicBytes))) {
                long seconds = ByteBuffer.wrap(bytes, 4, 8).getLong();
                if (verifies(publicBytes, message(text, seconds), Arrays.copyOfRange(bytes, 12, 76))) {
                    return Instant.ofEpochSecond(seconds);
                }
                throw not("见证签名与文本不符", "the cosignature does not fit the text");
            }
        }
        throw not("没有 " + parts[0] + " 的见证签名", "there is none by " + parts[0]);
    }

    private static LedgerException not(String zh, String en) {
        return new LedgerException("检查点未获见证：" + zh + "。", "The checkpoint is not cosigned: " + en + ".");
    }

    private static boolean verifies(byte[] publicBytes, byte[] message, byte[] signed) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initVerify(
                    KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(join(X509, publicBytes))));
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] id(String name, byte[] publicBytes) {
        var sha256 = Hasher.sha256();
        sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        sha256.update(COSIGNATURE);
        return Arrays.copyOf(sha256.digest(publicBytes), 4);
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
