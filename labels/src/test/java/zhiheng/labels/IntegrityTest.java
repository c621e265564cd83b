package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.labels.FormatChecks.LABEL;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Set;
import org.junit.jupiter.api.Test;
import zhiheng.labels.Integrity.Level;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;

class IntegrityTest {
    private static final BigInteger KEY =
            new BigInteger("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8", 16);
    private static final ContentLabel SIGNED = Integrity.sign(LABEL, KEY, new SecureRandom());

    @Test
    void a_signature_is_verified_only_with_a_key_held_before() {
        assertThat(Integrity.verify(SIGNED, Set.of(Integrity.publicKey(KEY)))).isEqualTo(Level.VERIFIED);
        assertThat(Integrity.verify(SIGNED, Set.of())).isEqualTo(Level.SELF_CONSISTENT);
        assertThat(Integrity.verify(SIGNED, Set.of(Integrity.publicKey(KEY.add(BigInteger.ONE)))))
                .isEqualTo(Level.SELF_CONSISTENT);
    }

    @Test
    void a_platform_may_add_itself_without_breaking_the_signature() {
        assertThat(Integrity.verify(SIGNED.withPropagation("PLATFORM", "77", ""), Set.of()))
                .isEqualTo(Level.SELF_CONSISTENT);
    }

    @Test
    void a_changed_or_missing_or_strange_signature_is_unverifiable() {
        ContentLabel moved = ContentLabel.of(Certainty.IS, LABEL.contentProducer(), "another");
        assertThat(Integrity.verify(moved.withReservedCode1(SIGNED.reservedCode1()), Set.of()))
                .isEqualTo(Level.UNVERIFIABLE);
        assertThat(Integrity.verify(LABEL, Set.of())).isEqualTo(Level.UNVERIFIABLE);
        assertThat(Integrity.verify(LABEL.withReservedCode1("{\"SecurityData\":{\"PubSD\":[7]}}"), Set.of()))
                .isEqualTo(Level.UNVERIFIABLE);
    }
}
