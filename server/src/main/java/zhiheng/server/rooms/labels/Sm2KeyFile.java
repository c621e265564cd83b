package zhiheng.server.rooms.labels;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.labels.Integrity;

/**
 * SM2 keys as files that OpenSSL also reads: the private key as PKCS#8 (RFC 5958) or SEC 1 in PEM, the public key as
 * SubjectPublicKeyInfo in PEM, or as the hexadecimal point {@code 04‖x‖y}.
 */
final class Sm2KeyFile {
    private static final int MAX_BYTES = 16_384;
    private static final BigInteger ORDER = GMNamedCurves.getByName("sm2p256v1").getN();
    private static final AlgorithmIdentifier SM2 =
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, GMObjectIdentifiers.sm2p256v1);

    private Sm2KeyFile() {}

    /** Makes a key, readable by its owner only, and beside it {@code FILE.pub}; never overwrites. Returns the public key. */
    static String generate(Path file, SecureRandom random) throws IOException {
        var d = BigIntegers.createRandomInRange(BigInteger.ONE, ORDER.subtract(BigInteger.TWO), random);
        var point = HexFormat.of().parseHex(Integrity.publicKey(d));
        var info = new PrivateKeyInfo(SM2, new ECPrivateKey(256, d, new DERBitString(point), null));
        create(file, pem("PRIVATE KEY", info.getEncoded()), posix() ? ownerOnly() : new FileAttribute<?>[0]);
        try {
            create(publicFile(file), pem("PUBLIC KEY", new SubjectPublicKeyInfo(SM2, point).getEncoded()));
        } catch (IOException | RuntimeException e) {
            Files.delete(file); // both halves or none
            throw e;
        }
        return Integrity.publicKey(d);
    }

    static Path publicFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".pub");
    }

    private static void create(Path file, String text, FileAttribute<?>... attributes) throws IOException {
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            channel.write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (FileAlreadyExistsException e) {
            throw Refusal.invalid(
                    file + ": 文件已存在，不会覆盖；请换一个名字。", file + " exists and is not overwritten; choose another name.");
        }
    }

    /** The private key in a file that only its owner can read. */
    static BigInteger privateKey(Path file) throws IOException {
        var text = text(file);
        if (posix()) {
            var rights = Files.getPosixFilePermissions(file);
            rights.remove(PosixFilePermission.OWNER_READ);
            rights.remove(PosixFilePermission.OWNER_WRITE);
            if (!rights.isEmpty()) {
                throw Refusal.invalid(
                        file + ": 私钥文件可被他人读取；请先执行 chmod 600 " + file,
                        file + ": others may use this private key; first run chmod 600 " + file);
            }
        }
        if (text.contains("ENCRYPTED")) {
            throw Refusal.invalid(
                    file + ": 暂不支持加密的私钥；请用 openssl pkey 解密后再用。",
                    file + ": encrypted private keys are not supported; decrypt it with openssl pkey first.");
        }
        try {
            var pkcs8 = block(text, "PRIVATE KEY");
            var sec1 = block(text, "EC PRIVATE KEY");
            BigInteger key = null;
            if (pkcs8 != null) {
                var info = PrivateKeyInfo.getInstance(pkcs8);
                key = isSm2(info.getPrivateKeyAlgorithm().getParameters())
                        ? ECPrivateKey.getInstance(info.parsePrivateKey()).getKey()
                        : null;
            } else if (sec1 != null) {
                var ec = ECPrivateKey.getInstance(sec1);
                key = isSm2(ec.getParametersObject()) ? ec.getKey() : null;
            }
            if (key != null && key.signum() > 0 && key.compareTo(ORDER) < 0) {
                return key;
            }
        } catch (IllegalArgumentException | IOException e) {
            // said below
        }
        throw Refusal.invalid(
                file + ": 不是 SM2 私钥（PEM，PKCS#8）。可用 zhiheng label keygen 生成。",
                file + ": this is no SM2 private key in PEM (PKCS#8). Make one with: zhiheng label keygen " + file);
    }

    /** A public key as {@link Integrity#publicKey} gives it, from hexadecimal, a PEM file, or a file with either. */
    static String publicKey(String given) throws IOException {
        var text = isPoint(given) ? given : text(Path.of(given));
        if (isPoint(text.strip())) {
            return text.strip().toUpperCase(Locale.ROOT);
        }
        try {
            var spki = block(text, "PUBLIC KEY");
            if (spki != null) {
                var info = SubjectPublicKeyInfo.getInstance(spki);
                var point = HexFormat.of()
                        .withUpperCase()
                        .formatHex(info.getPublicKeyData().getBytes());
                if (isSm2(info.getAlgorithm().getParameters()) && isPoint(point)) {
                    return point;
                }
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw Refusal.invalid(
                given + ": 不是 SM2 公钥；请给出 PEM 文件，或以 04 开头的130位十六进制数。",
                given
                        + ": this is no SM2 public key; give a PEM file, or the point as 130 hexadecimal digits that begin with 04.");
    }

    private static boolean isPoint(String text) {
        return text.matches("04[0-9A-Fa-f]{128}");
    }

    private static boolean isSm2(@Nullable ASN1Encodable parameters) {
        return GMObjectIdentifiers.sm2p256v1.equals(parameters);
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Refusal.invalid(file + ": 没有这个密钥文件。", file + ": there is no such key file.");
        }
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
        }
    }

    /** The bytes between {@code BEGIN} and {@code END} of this name, RFC 7468; null when there is no such block. */
    private static byte @Nullable [] block(String text, String name) {
        var begin = "-----BEGIN " + name + "-----";
        int from = text.indexOf(begin);
        int to = from < 0 ? -1 : text.indexOf("-----END " + name + "-----", from);
        return to < 0 ? null : Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }

    private static String pem(String name, byte[] der) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + name + "-----\n" + lines + "\n-----END " + name + "-----\n";
    }

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] ownerOnly() {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }
}
