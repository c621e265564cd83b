package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.labels.FormatChecks.LABEL;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Set;
import org.junit.jupiter.api.Test;
import zhiheng.labels.Integrity.Level;

class IntegrityTest {
    private static final BigInteger KEY =
            new BigInteger("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8", 16);
    private static final ContentLabel SIGNED = Integrity.sign(LABEL, KEY, new SecureRandom());

    @Test
    void aSignatureIsVerifiedOnlyWithAKeyHeldBefore() {
        assertThat(Integrity.verify(SIGNED, Set.of(Integrity.publicKey(KEY)))).isEqualTo(Level.VERIFIED);
        assertThat(Integrity.verify(SIGNED, Set.of())).isEqualTo(Level.SELF_CONSISTENT);
        assertThat(Integrity.verify(SIGNED, Set.of(Integrity.publicKey(KEY.add(BigInteger.ONE)))))
                .isEqualTo(Level.SELF_CONSISTENT);
    }

    @Test
    void aPlatformMayAddItselfWithoutBreakingTheSignature() {
        assertThat(Integrity.verify(SIGNED.withPropagation("PLATFORM", "77", ""), Set.of()))
                .isEqualTo(Level.SELF_CONSISTENT);
    }

    @Test
    void aChangedOrMissingOrStrangeSignatureIsUnverifiable() {
        ContentLabel moved = ContentLabel.of(Certainty.IS, LABEL.contentProducer(), "another");
        assertThat(Integrity.verify(moved.withReservedCode1(SIGNED.reservedCode1()), Set.of()))
                .isEqualTo(Level.UNVERIFIABLE);
        assertThat(Integrity.verify(LABEL, Set.of())).isEqualTo(Level.UNVERIFIABLE);
        assertThat(Integrity.verify(LABEL.withReservedCode1("{\"SecurityData\":{\"PubSD\":[7]}}"), Set.of()))
                .isEqualTo(Level.UNVERIFIABLE);
    }
}
