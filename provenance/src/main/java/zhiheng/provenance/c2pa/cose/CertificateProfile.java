package zhiheng.provenance.c2pa.cose;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.Extension;

/** What C2PA asks of the certificate of a signer (2.2, 14.5.1), whoever issued it. */
final class CertificateProfile {
    /** Those of the specification's default list; one of them must stand in the certificate. */
    private static final Set<String> PURPOSES = Set.of(
            "1.3.6.1.5.5.7.3.4", // e-mail protection
            "1.3.6.1.5.5.7.3.36", // document signing
            "1.3.6.1.4.1.311.76.59.1.9", // Microsoft: content provenance
            "1.3.6.1.4.1.62558.2.1"); // C2PA: claim signing

    private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
    private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    private static final String ANY = "2.5.29.37.0";
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int CERT_SIGN = 5;
    private static final Set<String> SIGNATURES = Set.of(
            "1.2.840.113549.1.1.11", // RSA PKCS #1 with SHA-256, -384, -512
            "1.2.840.113549.1.1.12",
            "1.2.840.113549.1.1.13",
            "1.2.840.113549.1.1.10", // RSASSA-PSS
            "1.2.840.10045.4.3.2", // ECDSA with SHA-256, -384, -512
            "1.2.840.10045.4.3.3",
            "1.2.840.10045.4.3.4",
            "1.3.101.112"); // Ed25519

    private CertificateProfile() {}

    /** Why this certificate may not sign a claim; empty when it may. */
    static Optional<String> objection(X509Certificate certificate) {
        if (certificate.getVersion() != 3) {
            return Optional.of("the certificate is not of version 3");
        }
        if (certificate.getBasicConstraints() >= 0) {
            return Optional.of("the certificate is one of an authority");
        }
        if (certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())) {
            return Optional.of("the certificate is self-signed");
        }
        if (certificate.getIssuerUniqueID() != null || certificate.getSubjectUniqueID() != null) {
            return Optional.of("the certificate has unique identifiers");
        }
        if (!SIGNATURES.contains(certificate.getSigAlgOID())) {
            return Optional.of("the certificate was signed by an algorithm that is not allowed");
        }
        if (CoseAlgorithm.of(certificate.getPublicKey()).isEmpty()) {
            return Optional.of(
                    switch (certificate.getPublicKey()) {
                        case ECKey ignored -> "the curve is none of P-256, P-384, P-521";
                        case RSAKey ignored -> "the RSA key has less than 2048 bits";
                        default -> "the kind of key is not allowed";
                    });
        }
        if (certificate.getExtensionValue(Extension.authorityKeyIdentifier.getId()) == null) {
            return Optional.of("the authority key identifier is missing");
        }
        return usage(certificate);
    }

    private static Optional<String> usage(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        if (usage == null || !usage[DIGITAL_SIGNATURE] || usage[CERT_SIGN]) {
            return Optional.of("the key usage must be digitalSignature and not keyCertSign");
        }
        List<String> purposes;
        try {
            purposes = certificate.getExtendedKeyUsage();
        } catch (CertificateParsingException e) {
            purposes = null;
        }
        if (purposes == null || purposes.contains(ANY) || purposes.stream().noneMatch(PURPOSES::contains)) {
            return Optional.of("the extended key usage must name e-mail protection, document signing or C2PA claims");
        }
        if (purposes.contains(TIME_STAMPING) || purposes.contains(OCSP_SIGNING)) {
            return Optional.of("the extended key usage mixes signing with time stamps or OCSP");
        }
        return Optional.empty();
    }
}
