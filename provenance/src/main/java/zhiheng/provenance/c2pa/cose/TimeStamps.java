package zhiheng.provenance.c2pa.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TSPValidationException;
import org.bouncycastle.tsp.TimeStampToken;
import zhiheng.provenance.c2pa.jumbf.Cbor;
import zhiheng.provenance.c2pa.status.Findings;
import zhiheng.provenance.c2pa.status.StatusCode;

/** Reads the time stamp (RFC 3161) beside a signature. One that does not hold is as if it were not there: no failure. */
final class TimeStamps {
    private static final Map<String, String> DIGESTS = Map.of(
            "2.16.840.1.101.3.4.2.1", "SHA-256",
            "2.16.840.1.101.3.4.2.2", "SHA-384",
            "2.16.840.1.101.3.4.2.3", "SHA-512");

    private TimeStamps() {}

    /** The time that an authority vouches for. {@code claim} is what the older form of stamp is about. */
    static Optional<Instant> of(CoseSign1 cose, byte[] claim, Trust trust, Findings findings, String where) {
        boolean over = cose.open().containsKey("sigTst2");
        var header = cose.open().get(over ? "sigTst2" : "sigTst");
        if (header == null) {
            return Optional.empty();
        }
        if (!(header instanceof Map<?, ?> map)
                || !(map.get("tstTokens") instanceof List<?> tokens)
                || tokens.size() != 1
                || !(tokens.getFirst() instanceof Map<?, ?> token)
                || !(token.get("val") instanceof byte[] der)) {
            findings.add(StatusCode.TIME_STAMP_MALFORMED, where, "there must be one token");
            return Optional.empty();
        }
        byte[] payload = over ? Cbor.write(cose.signature()) : claim;
        byte[] stamped = CoseSign1.structure("CounterSignature", cose.protectedBytes(), payload);
        try {
            return checked(token(der), stamped, trust, findings, where);
        } catch (IOException | CMSException | TSPException | GeneralSecurityException | RuntimeException e) {
            findings.add(StatusCode.TIME_STAMP_MALFORMED, where, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** A token, or the answer of an authority that holds one. */
    private static TimeStampToken token(byte[] der) throws IOException, CMSException, TSPException {
        var outer = ASN1Sequence.getInstance(der);
        boolean answer = outer.getObjectAt(0) instanceof ASN1Sequence;
        return new TimeStampToken(new CMSSignedData(
                answer ? outer.getObjectAt(1).toASN1Primitive().getEncoded() : der));
    }

    private static Optional<Instant> checked(
            TimeStampToken token, byte[] stamped, Trust trust, Findings findings, String where)
            throws GeneralSecurityException, TSPException {
        var info = token.getTimeStampInfo();
        var digest = DIGESTS.get(info.getMessageImprintAlgOID().getId());
        if (digest == null
                || !MessageDigest.isEqual(
                        MessageDigest.getInstance(digest).digest(stamped), info.getMessageImprintDigest())) {
            findings.add(StatusCode.TIME_STAMP_MISMATCH, where);
            return Optional.empty();
        }
        var others = new ArrayList<X509Certificate>();
        var converter = new JcaX509CertificateConverter();
        for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
            others.add(converter.getCertificate(holder));
        }
        var signers = token.getCertificates().getMatches(token.getSID());
        if (signers.size() != 1) {
            findings.add(StatusCode.TIME_STAMP_MALFORMED, where, "the authority's certificate is not there");
            return Optional.empty();
        }
        var authority = converter.getCertificate(
                (X509CertificateHolder) signers.iterator().next());
        var time = info.getGenTime().toInstant();
        if (time.isBefore(authority.getNotBefore().toInstant())
                || time.isAfter(authority.getNotAfter().toInstant())) {
            findings.add(StatusCode.TIME_STAMP_OUTSIDE_VALIDITY, where, time.toString());
            return Optional.empty();
        }
        try {
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(authority));
        } catch (TSPValidationException | OperatorCreationException e) {
            findings.add(StatusCode.TIME_STAMP_MISMATCH, where, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        findings.add(StatusCode.TIME_STAMP_VALIDATED, where, time.toString());
        boolean trusted = trust.covers(authority, others, time);
        findings.add(trusted ? StatusCode.TIME_STAMP_TRUSTED : StatusCode.TIME_STAMP_UNTRUSTED, where);
        // a stamp of an unknown authority proves nothing about time: only a trusted one moves the moment of the checks
        return trusted ? Optional.of(time) : Optional.empty();
    }
}
