package zhiheng.provenance.c2pa.cose;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import zhiheng.base.Refusal;
import zhiheng.provenance.c2pa.jumbf.Cbor;
import zhiheng.provenance.c2pa.jumbf.Tagged;

/** A private key with its certificate and those above it. Made only where C2PA would accept what it signs. */
public final class SigningKey {
    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final CoseAlgorithm algorithm;
    private final byte[] protectedBytes;

    private SigningKey(PrivateKey key, List<X509Certificate> chain, CoseAlgorithm algorithm)
            throws CertificateEncodingException {
        this.key = key;
        this.chain = chain;
        this.algorithm = algorithm;
        var encoded = new ArrayList<byte[]>();
        for (var certificate : chain) {
            encoded.add(certificate.getEncoded());
        }
        var headers = new LinkedHashMap<Object, Object>();
        headers.put(1L, algorithm.number());
        headers.put(33L, encoded.size() == 1 ? encoded.getFirst() : encoded);
        this.protectedBytes = Cbor.write(headers);
    }

    /** From a chain, the signer's own first, and its private key. A root at its end is left out, as the specification asks. */
    public static SigningKey of(PrivateKey key, List<X509Certificate> certificates, Instant now) {
        if (certificates.isEmpty()) {
            throw Refusal.invalid("证书链为空", "there is no certificate in the chain");
        }
        var leaf = certificates.getFirst();
        CertificateProfile.objection(leaf).ifPresent(why -> {
            throw Refusal.invalid(
                    "签名证书不符合 C2PA 2.2 第 14.5.1 条: " + why, "the certificate is not what C2PA 2.2, 14.5.1 asks: " + why);
        });
        if (now.isBefore(leaf.getNotBefore().toInstant())
                || now.isAfter(leaf.getNotAfter().toInstant())) {
            throw Refusal.invalid(
                    "签名证书不在有效期内 (至 " + leaf.getNotAfter().toInstant() + ")",
                    "the certificate is not valid now (until "
                            + leaf.getNotAfter().toInstant() + ")");
        }
        var chain = certificates.stream()
                .filter(c -> c == leaf || !c.getSubjectX500Principal().equals(c.getIssuerX500Principal()))
                .toList();
        var algorithm = CoseAlgorithm.of(leaf.getPublicKey()).orElseThrow();
        try {
            var signing = new SigningKey(key, chain, algorithm);
            if (!CoseSign1.read(signing.sign(new byte[1])).signs(new byte[1])) {
                throw Refusal.invalid("私钥与证书不匹配", "the private key is not the one of the certificate");
            }
            return signing;
        } catch (GeneralSecurityException | CoseSign1.BadCose e) {
            throw Refusal.invalid(
                    "私钥与证书不匹配或无法使用", "the private key is not the one of the certificate, or cannot be used");
        }
    }

    /** From PEM files: the key as PKCS #8 or as OpenSSL writes it, without a passphrase, and the chain. */
    public static SigningKey pem(byte[] key, byte[] chain, Instant now) {
        try {
            return of(privateKey(key), Trust.certificates(chain), now);
        } catch (GeneralSecurityException e) {
            throw Refusal.invalid("证书链不是 PEM 证书", "the chain is no PEM file of certificates");
        }
    }

    private static PrivateKey privateKey(byte[] pem) {
        var text = new StringReader(new String(pem, StandardCharsets.UTF_8));
        var converter = new JcaPEMKeyConverter();
        try (var parser = new PEMParser(text)) {
            for (var object = parser.readObject(); object != null; object = parser.readObject()) {
                if (object instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
                if (object instanceof PEMKeyPair pair) {
                    return converter.getKeyPair(pair).getPrivate();
                }
            }
        } catch (IOException | RuntimeException e) {
            // said below: what the parser complains of might quote the file
        }
        throw Refusal.invalid(
                "密钥文件中没有不带口令的 PEM 私钥 (PKCS #8 或 EC/RSA PRIVATE KEY)",
                "the key file holds no PEM private key without a passphrase (PKCS #8, or EC/RSA PRIVATE KEY)");
    }

    /** The last moment at which its certificate is valid. */
    public Instant until() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    /** The signature over a claim; always of the length that {@link #placeholder} has. */
    public byte[] sign(byte[] claim) throws GeneralSecurityException {
        return cose(algorithm.sign(key, CoseSign1.structure("Signature1", protectedBytes, claim)));
    }

    /** As long as a signature, and none. */
    public byte[] placeholder() {
        return cose(new byte[algorithm.signatureLength(chain.getFirst().getPublicKey())]);
    }

    private byte[] cose(byte[] signature) {
        var parts = new ArrayList<Object>();
        parts.add(protectedBytes);
        parts.add(Map.of());
        parts.add(null);
        parts.add(signature);
        return Cbor.write(new Tagged(18, parts));
    }
}
