package zhiheng.provenance.c2pa;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import zhiheng.provenance.c2pa.cose.SigningKey;
import zhiheng.provenance.c2pa.cose.Trust;

/** A root, an authority below it and what it issues, made afresh for each run. */
public final class TestKeys {
    private static final AtomicLong SERIAL = new AtomicLong(1000);
    public static final TestKeys MADE = new TestKeys();

    private final KeyPair rootKey = pair("ES256");
    private final KeyPair authorityKey = pair("ES256");
    public final X509Certificate root;
    public final X509Certificate authority;

    /** How a certificate differs from what a signer should have. */
    public record Odd(KeyPurposeId purpose, int usage, boolean critical, Instant from, Instant to) {
        public static final Odd NOT = new Odd(
                KeyPurposeId.id_kp_emailProtection,
                KeyUsage.digitalSignature,
                false,
                Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS),
                Instant.now().plus(300, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS));

        public Odd withPurpose(KeyPurposeId other) {
            return new Odd(other, usage, critical, from, to);
        }

        public Odd withUsage(int other) {
            return new Odd(purpose, other, critical, from, to);
        }

        public Odd during(Instant start, Instant end) {
            return new Odd(purpose, usage, critical, start, end);
        }

        public Odd asCritical() {
            return new Odd(purpose, usage, true, from, to);
        }
    }

    public record Issued(PrivateKey key, List<X509Certificate> chain) {
        public SigningKey signing() {
            return SigningKey.of(key, chain, Instant.now());
        }
    }

    private TestKeys() {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var years = Odd.NOT.during(now.minus(800, ChronoUnit.DAYS), now.plus(800, ChronoUnit.DAYS));
        root = certificate("CN=Root", rootKey, "CN=Root", rootKey, true, years);
        authority = certificate("CN=Authority", authorityKey, "CN=Root", rootKey, true, years);
    }

    public Trust trust() {
        return new Trust(Set.of(root));
    }

    public Issued issue(String algorithm) {
        return issue(algorithm, Odd.NOT);
    }

    public Issued issue(String algorithm, Odd odd) {
        var pair = pair(algorithm);
        var leaf = certificate("CN=Signer " + algorithm, pair, "CN=Authority", authorityKey, false, odd);
        return new Issued(pair.getPrivate(), List.of(leaf, authority));
    }

    public Issued selfSigned() {
        var pair = pair("ES256");
        return new Issued(pair.getPrivate(), List.of(certificate("CN=Me", pair, "CN=Me", pair, false, Odd.NOT)));
    }

    public static byte[] pem(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    public static byte[] pem(List<X509Certificate> chain) {
        var all = new StringBuilder();
        for (var one : chain) {
            try {
                all.append(new String(pem("CERTIFICATE", one.getEncoded()), StandardCharsets.US_ASCII));
            } catch (java.security.GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        return all.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] pem(String what, byte[] der) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static KeyPair pair(String algorithm) {
        try {
            var generator = KeyPairGenerator.getInstance(
                    algorithm.startsWith("ES") ? "EC" : algorithm.startsWith("PS") ? "RSA" : "Ed25519");
            switch (algorithm) {
                case "ES256" -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case "ES384" -> generator.initialize(new ECGenParameterSpec("secp384r1"));
                case "ES512" -> generator.initialize(new ECGenParameterSpec("secp521r1"));
                case "PS256" -> generator.initialize(2048);
                default -> {}
            }
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(
            String subject, KeyPair pair, String issuer, KeyPair issuerPair, boolean authority, Odd odd) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Name(issuer),
                    BigInteger.valueOf(SERIAL.incrementAndGet()),
                    Date.from(odd.from),
                    Date.from(odd.to),
                    new X500Name(subject),
                    pair.getPublic());
            var utils = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(authority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : odd.usage));
            if (!authority) {
                builder.addExtension(Extension.extendedKeyUsage, odd.critical, new ExtendedKeyUsage(odd.purpose));
            }
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(pair.getPublic()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    utils.createAuthorityKeyIdentifier(issuerPair.getPublic()));
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerPair.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
