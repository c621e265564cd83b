package zhiheng.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An Ed25519 key for signed notes, in the text forms of C2SP signed-note: {@code name+hash+base64} to verify,
 * {@code PRIVATE+KEY+name+hash+base64} to sign.
 */
final class NoteKey {
    private static final byte ED25519 = 1;
    private static final String PRIVATE = "PRIVATE+KEY+";
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private final String name;
    private final byte[] publicBytes;
    private final PublicKey publicKey;
    private final @Nullable PrivateKey privateKey;

    private NoteKey(String name, byte[] publicBytes, @Nullable PrivateKey privateKey) throws GeneralSecurityException {
        this.name = name;
        this.publicBytes = publicBytes;
        this.publicKey =
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(concat(X509, publicBytes)));
        this.privateKey = privateKey;
    }

    static NoteKey generate(String name) {
        if (!isName(name)) {
            throw new LedgerException(
                    "日志来源名“" + name + "”不能为空，也不能含空白或加号。",
                    "The log's origin \"" + name + "\" must not be empty or hold blanks or +.");
        }
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new NoteKey(name, tail(pair.getPublic().getEncoded()), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform since 15 has Ed25519", e);
        }
    }

    static NoteKey verifier(String text) {
        try {
            byte[] bytes = keyBytes(text);
            var key = new NoteKey(text.substring(0, text.indexOf('+')), tail(bytes), null);
            if (key.verifierText().equals(text)) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // reported below
        }
        throw new LedgerException(
                "验证密钥“" + text + "”写得不对，应为 名称+8位十六进制+base64。",
                "The verifier key \"" + text + "\" is damaged; its form is name+8 hexadecimal digits+base64.");
    }

    /** A signer from its two texts; LedgerException when they do not belong together. */
    static NoteKey signer(String signerText, String verifierText) {
        NoteKey verifier = verifier(verifierText);
        try {
            byte[] seed = tail(keyBytes(signerText.substring(PRIVATE.length())));
            PrivateKey secret =
                    KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(concat(PKCS8, seed)));
            var key = new NoteKey(verifier.name, verifier.publicBytes, secret);
            if (key.signerText().equals(signerText) && key.verify("probe\n", key.signature("probe\n"))) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException | StringIndexOutOfBoundsException e) {
            // reported below
        }
        throw new LedgerException(
                "日志的签名密钥文件已损坏。请从备份恢复该文件；不要删除它。",
                "The log's key file is damaged. Restore it from a backup; do not delete it.");
    }

    String name() {
        return name;
    }

    String verifierText() {
        return name + "+" + HexFormat.of().formatHex(hash()) + "+" + typed(publicBytes);
    }

    String signerText() throws GeneralSecurityException {
        return PRIVATE + name + "+" + HexFormat.of().formatHex(hash()) + "+" + typed(tail(secret().getEncoded()));
    }

    /** {@code text}, a blank line and this key's signature line. */
    String sign(String text) {
        try {
            return text + "\n\u2014 " + name + " " + Base64.getEncoder().encodeToString(concat(hash(), signature(text)))
                    + "\n";
        } catch (GeneralSecurityException e) {
            throw new LedgerException("签名失败：" + e.getMessage(), "Signing the checkpoint failed: " + e.getMessage(), e);
        }
    }

    /** The text of a signed note that this key signed. Other signatures, such as those of witnesses, may stand beside. */
    String open(String note) {
        int split = note.lastIndexOf("\n\n");
        if (split < 0 || !note.endsWith("\n")) {
            throw notSigned("没有签名行", "it has no signature lines");
        }
        String text = note.substring(0, split + 1);
        boolean signed = false;
        for (String line : note.substring(split + 2, note.length() - 1).split("\n", -1)) {
            String[] parts = line.split(" ", -1);
            byte[] bytes = parts.length == 3 ? base64(parts[2]) : null;
            if (bytes == null || bytes.length < 5 || !parts[0].equals("\u2014") || !isName(parts[1])) {
                throw notSigned("签名行写得不对", "a signature line is malformed");
            }
            if (parts[1].equals(name) && Arrays.equals(Arrays.copyOf(bytes, 4), hash())) {
                if (!verify(text, Arrays.copyOfRange(bytes, 4, bytes.length))) {
                    throw notSigned("签名与文本不符", "the signature does not fit the text");
                }
                signed = true;
            }
        }
        if (!signed) {
            throw notSigned("没有 " + name + " 的签名", "there is none by " + name);
        }
        return text;
    }

    private static LedgerException notSigned(String zh, String en) {
        return new LedgerException("检查点的签名无效：" + zh + "。", "The checkpoint's signature is not valid: " + en + ".");
    }

    private byte[] signature(String text) throws GeneralSecurityException {
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(secret());
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return signature.sign();
    }

    private boolean verify(String text, byte[] bytes) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initVerify(publicKey);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(bytes);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private PrivateKey secret() {
        if (privateKey == null) {
            throw new IllegalStateException("a verifier cannot sign");
        }
        return privateKey;
    }

    private byte[] hash() {
        var sha256 = Hasher.sha256();
        sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        sha256.update(ED25519);
        return Arrays.copyOf(sha256.digest(publicBytes), 4);
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.chars().noneMatch(c -> c == '+' || Character.isWhitespace(c) || c < 0x20);
    }

    private static byte[] keyBytes(String text) {
        String[] parts = text.split("\\+", 3);
        byte[] bytes = parts.length == 3 ? base64(parts[2]) : null;
        if (bytes == null || bytes.length != 33 || bytes[0] != ED25519) {
            throw new IllegalArgumentException("not an Ed25519 key");
        }
        return bytes;
    }

    /** Null unless the text is the one canonical encoding of its bytes. */
    static byte @Nullable [] base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return Base64.getEncoder().encodeToString(bytes).equals(text) ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String typed(byte[] key) {
        return Base64.getEncoder().encodeToString(concat(new byte[] {ED25519}, key));
    }

    private static byte[] tail(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
