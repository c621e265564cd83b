package zhiheng.server.rooms.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;

class OtlpHeadersTest {
    @Test
    void names_are_given_their_values_decoded_and_a_plus_stays_one() {
        assertThat(OtlpHeaders.parse(" authorization=Bearer%20a%2Cb+c== , x-team=zh"))
                .containsEntry("authorization", "Bearer a,b+c==")
                .containsEntry("x-team", "zh")
                .hasSize(2);
        assertThat(OtlpHeaders.parse("")).isEmpty();
        assertThat(OtlpHeaders.parse(null)).isEmpty();
    }

    @Test
    void what_is_no_header_is_refused_without_saying_the_secret() {
        for (var wrong : List.of("s3cret", "a b=s3cret", "a=s3cret%0D%0Ax", "a=s3cret%zz", "a=1,,b=s3cret")) {
            assertThatThrownBy(() -> OtlpHeaders.parse(wrong))
                    .isInstanceOf(Refusal.class)
                    .message()
                    .contains("OTEL_EXPORTER_OTLP_HEADERS")
                    .doesNotContain("s3cret");
        }
    }
}
