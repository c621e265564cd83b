package zhiheng.provenance.c2pa.cose;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import zhiheng.provenance.c2pa.status.Findings;
import zhiheng.provenance.c2pa.status.StatusCode;

/** Judges the signature over a claim: the key, the certificate, the time, the trust; each with its own code. */
public final class SignatureCheck {
    private final Trust trust;
    private final Instant now;

    public SignatureCheck(Trust trust, Instant now) {
        this.trust = trust;
        this.now = now;
    }

    /** Who signed; {@code time} is there when a trusted authority vouches for it. */
    public record Signer(String subject, String issuer, String algorithm, Optional<Instant> time) {}

    /** The signer, where the signature can be read at all. */
    public Optional<Signer> judge(byte[] signature, byte[] claim, String where, Findings findings) {
        CoseSign1 cose;
        try {
            cose = CoseSign1.read(signature);
        } catch (CoseSign1.BadCose e) {
            findings.add(StatusCode.SIGNATURE_MISMATCH, where, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        var algorithm = cose.knownAlgorithm();
        if (algorithm.isEmpty()) {
            findings.add(StatusCode.ALGORITHM_UNSUPPORTED, where, "COSE algorithm " + cose.algorithm());
            return Optional.empty();
        }
        var leaf = cose.signer();
        var time = TimeStamps.of(cose, claim, trust, findings, where);
        var at = time.orElse(now);
        var objection = CertificateProfile.objection(leaf);
        objection.ifPresent(why -> findings.add(StatusCode.CREDENTIAL_INVALID, where, why));
        boolean inTime = !at.isBefore(leaf.getNotBefore().toInstant())
                && !at.isAfter(leaf.getNotAfter().toInstant());
        if (!inTime) {
            findings.add(
                    StatusCode.CREDENTIAL_EXPIRED, where, "valid " + dates(leaf.getNotBefore(), leaf.getNotAfter()));
        }
        boolean signed = cose.signs(claim);
        findings.add(signed ? StatusCode.CLAIM_SIGNATURE_VALIDATED : StatusCode.SIGNATURE_MISMATCH, where);
        if (signed && time.isPresent()) {
            findings.add(
                    inTime ? StatusCode.CLAIM_SIGNATURE_INSIDE_VALIDITY : StatusCode.SIGNATURE_OUTSIDE_VALIDITY, where);
        }
        if (objection.isEmpty() && inTime) {
            boolean trusted = trust.covers(leaf, cose.chain(), at);
            findings.add(trusted ? StatusCode.CREDENTIAL_TRUSTED : StatusCode.CREDENTIAL_UNTRUSTED, where);
        }
        findings.add(StatusCode.OCSP_SKIPPED, where);
        return Optional.of(new Signer(
                leaf.getSubjectX500Principal().getName(),
                leaf.getIssuerX500Principal().getName(),
                algorithm.get().name(),
                time));
    }

    private static String dates(Date from, Date to) {
        return from.toInstant() + " to " + to.toInstant();
    }
}
