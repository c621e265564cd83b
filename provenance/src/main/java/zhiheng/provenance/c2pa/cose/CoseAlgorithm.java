package zhiheng.provenance.c2pa.cose;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

/** The signature algorithms that C2PA allows (2.2, 13.2), by their numbers in COSE (RFC 9053). */
public enum CoseAlgorithm {
    ES256(-7, "SHA256withECDSAinP1363Format", null),
    ES384(-35, "SHA384withECDSAinP1363Format", null),
    ES512(-36, "SHA512withECDSAinP1363Format", null),
    PS256(-37, "RSASSA-PSS", pss("SHA-256", 32)),
    PS384(-38, "RSASSA-PSS", pss("SHA-384", 48)),
    PS512(-39, "RSASSA-PSS", pss("SHA-512", 64)),
    ED25519(-8, "Ed25519", null);

    private static final Map<String, CoseAlgorithm> CURVES =
            Map.of("1.2.840.10045.3.1.7", ES256, "1.3.132.0.34", ES384, "1.3.132.0.35", ES512);

    private final long number;
    private final String jca;
    private final @Nullable PSSParameterSpec parameters;

    CoseAlgorithm(long number, String jca, @Nullable PSSParameterSpec parameters) {
        this.number = number;
        this.jca = jca;
        this.parameters = parameters;
    }

    public long number() {
        return number;
    }

    static Optional<CoseAlgorithm> of(@Nullable Object number) {
        return Arrays.stream(values())
                .filter(a -> Long.valueOf(a.number).equals(number))
                .findFirst();
    }

    /** The one that a key is for: of RSA the one with SHA-256, of a curve the one with a hash of its size. */
    static Optional<CoseAlgorithm> of(PublicKey key) {
        return switch (key) {
            case ECKey ignored -> Optional.ofNullable(CURVES.get(curve(key)));
            case RSAKey rsa when rsa.getModulus().bitLength() >= 2048 -> Optional.of(PS256);
            case PublicKey other
            when other.getAlgorithm().equals("EdDSA") || other.getAlgorithm().equals("Ed25519") -> Optional.of(ED25519);
            default -> Optional.empty();
        };
    }

    /** The name of the curve; other curves have the same size. */
    private static String curve(PublicKey key) {
        return String.valueOf(SubjectPublicKeyInfo.getInstance(key.getEncoded())
                .getAlgorithm()
                .getParameters());
    }

    /** How long each signature of this key is. */
    int signatureLength(PublicKey key) {
        return switch (key) {
            case ECKey ec -> (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8 * 2;
            case RSAKey rsa -> (rsa.getModulus().bitLength() + 7) / 8;
            default -> 64;
        };
    }

    byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
        var signature = signature();
        signature.initSign(key);
        signature.update(message);
        return signature.sign();
    }

    boolean verifies(PublicKey key, byte[] message, byte[] signed) {
        try {
            var signature = signature();
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) { // a key of another kind, a signature of another length
            return false;
        }
    }

    private Signature signature() throws GeneralSecurityException {
        var signature = Signature.getInstance(jca);
        if (parameters != null) {
            signature.setParameter(parameters);
        }
        return signature;
    }

    private static PSSParameterSpec pss(String hash, int salt) {
        return new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), salt, 1);
    }
}
