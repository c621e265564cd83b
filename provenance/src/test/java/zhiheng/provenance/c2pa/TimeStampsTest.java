package zhiheng.provenance.c2pa;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.provenance.c2pa.C2paReport.Verdict;
import zhiheng.provenance.c2pa.TestKeys.Issued;
import zhiheng.provenance.c2pa.TestKeys.Odd;
import zhiheng.provenance.c2pa.cose.Trust;
import zhiheng.provenance.c2pa.jumbf.Cbor;
import zhiheng.provenance.c2pa.status.StatusCode;

/** Time stamps of RFC 3161 beside a signature: they move the moment of the checks, or count for nothing. */
class TimeStampsTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Instant THEN = NOW.minus(20, ChronoUnit.DAYS);
    private static final Odd LONG = Odd.NOT.during(NOW.minus(100, ChronoUnit.DAYS), NOW.plus(100, ChronoUnit.DAYS));
    /** An authority with RSA, for its signatures are of one length. */
    private static final Issued AUTHORITY = TestKeys.MADE.issue(
            "PS256", LONG.withPurpose(KeyPurposeId.id_kp_timeStamping).asCritical());
    /** A signer whose certificate has run out. */
    private static final Issued SIGNER =
            TestKeys.MADE.issue("ES256", LONG.during(NOW.minus(30, ChronoUnit.DAYS), NOW.minus(10, ChronoUnit.DAYS)));

    @TempDir
    Path folder;

    private static byte[] token(byte[] stamped, Instant time) {
        try {
            var digests = new JcaDigestCalculatorProviderBuilder().build();
            var generator = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder()
                            .build(
                                    "SHA256withRSA",
                                    AUTHORITY.key(),
                                    AUTHORITY.chain().getFirst()),
                    digests.get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                    new ASN1ObjectIdentifier("1.2.3.4"));
            generator.addCertificates(new JcaCertStore(List.of(
                    new JcaX509CertificateHolder(AUTHORITY.chain().getFirst()),
                    new JcaX509CertificateHolder(AUTHORITY.chain().getLast()))));
            var asked = new TimeStampRequestGenerator();
            asked.setCertReq(true);
            var request = asked.generate(
                    NISTObjectIdentifiers.id_sha256,
                    MessageDigest.getInstance("SHA-256").digest(stamped));
            return generator
                    .generate(request, BigInteger.valueOf(77777), Date.from(time))
                    .getEncoded();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private C2paReport read(Instant time, boolean fitting, Trust trust) throws Exception {
        var headers = TestCose.protectedBytes(SIGNER.chain());
        var file = Bent.with(bent ->
                        bent.signature = claim -> TestCose.sign(SIGNER.key(), SIGNER.chain(), claim, made -> {
                            var about = fitting ? Cbor.write(made) : Cbor.write("something else");
                            var val = token(TestCose.structure("CounterSignature", headers, about), time);
                            return Map.of("sigTst2", Map.of("tstTokens", List.of(Map.of("val", val))));
                        }))
                .write(folder.resolve("stamped.png"));
        return new C2paReader(trust, Clock.systemUTC()).read(file);
    }

    @Test
    void a_certificate_that_has_run_out_is_good_for_what_was_stamped_before() throws Exception {
        var report = read(THEN, true, TestKeys.MADE.trust());
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.TRUSTED);
        var active = report.manifests().getFirst();
        assertThat(active.has(StatusCode.TIME_STAMP_TRUSTED)).isTrue();
        assertThat(active.has(StatusCode.CLAIM_SIGNATURE_INSIDE_VALIDITY)).isTrue();
        assertThat(active.signer().orElseThrow().time()).contains(THEN);
    }

    @Test
    void a_stamp_of_a_time_outside_is_a_failure_of_its_own() throws Exception {
        var active = read(NOW.minus(5, ChronoUnit.DAYS), true, TestKeys.MADE.trust())
                .manifests()
                .getFirst();
        assertThat(active.has(StatusCode.SIGNATURE_OUTSIDE_VALIDITY)).isTrue();
        assertThat(active.has(StatusCode.CREDENTIAL_EXPIRED)).isTrue();
        assertThat(active.valid()).isFalse();
    }

    @Test
    void a_stamp_from_before_the_authority_s_certificate_counts_for_nothing() throws Exception {
        var active = read(NOW.minus(200, ChronoUnit.DAYS), true, TestKeys.MADE.trust())
                .manifests()
                .getFirst();
        assertThat(active.has(StatusCode.TIME_STAMP_OUTSIDE_VALIDITY)).isTrue();
        assertThat(active.has(StatusCode.CREDENTIAL_EXPIRED)).isTrue();
    }

    @Test
    void a_stamp_over_something_else_counts_for_nothing() throws Exception {
        var active = read(THEN, false, TestKeys.MADE.trust()).manifests().getFirst();
        assertThat(active.has(StatusCode.TIME_STAMP_MISMATCH)).isTrue();
        assertThat(active.has(StatusCode.CREDENTIAL_EXPIRED)).isTrue();
    }

    @Test
    void a_stamp_of_an_authority_whom_nobody_named_counts_for_nothing() throws Exception {
        var active = read(THEN, true, new Trust(Set.of(SIGNER.chain().getFirst())))
                .manifests()
                .getFirst();
        assertThat(active.has(StatusCode.TIME_STAMP_UNTRUSTED)).isTrue();
        assertThat(active.has(StatusCode.CREDENTIAL_EXPIRED)).isTrue();
        assertThat(active.signer().orElseThrow().time()).isEmpty();
    }
}
