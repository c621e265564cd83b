package zhiheng.provenance.c2pa.cose;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whom a reader trusts: anchors, given by the reader and never fetched. Without any, nobody is trusted, and the verdict says
 * so. One list serves signers and time-stamping authorities.
 */
public record Trust(Set<X509Certificate> anchors) {
    public static final Trust NOBODY = new Trust(Set.of());

    public Trust {
        anchors = Set.copyOf(anchors);
    }

    /** The certificates of a PEM file. */
    public static Trust pem(byte[] pem) throws GeneralSecurityException {
        return new Trust(certificates(pem).stream().collect(Collectors.toSet()));
    }

    static List<X509Certificate> certificates(byte[] pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** Whether a chain by RFC 5280, 6 leads from the certificate to an anchor at that time. An anchor that is itself named is trusted. */
    boolean covers(X509Certificate leaf, Collection<X509Certificate> between, Instant at) {
        if (anchors.isEmpty()) {
            return false;
        }
        if (anchors.contains(leaf)) {
            return true;
        }
        try {
            var target = new X509CertSelector();
            target.setCertificate(leaf);
            var parameters = new PKIXBuilderParameters(
                    anchors.stream()
                            .map(anchor -> new TrustAnchor(anchor, null))
                            .collect(Collectors.toSet()),
                    target);
            parameters.setRevocationEnabled(false); // nothing is fetched; the verdict says that it was skipped
            parameters.setDate(Date.from(at));
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.copyOf(between))));
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
