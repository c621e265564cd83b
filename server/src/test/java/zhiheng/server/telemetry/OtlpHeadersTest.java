package zhiheng.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.server.StartException;

class OtlpHeadersTest {
    @Test
    void names_areGivenTheirValuesDecoded_andAPlusStaysOne() {
        assertThat(OtlpHeaders.parse(" authorization=Bearer%20a%2Cb+c== , x-team=zh"))
                .containsEntry("authorization", "Bearer a,b+c==")
                .containsEntry("x-team", "zh")
                .hasSize(2);
        assertThat(OtlpHeaders.parse("")).isEmpty();
        assertThat(OtlpHeaders.parse(null)).isEmpty();
    }

    @Test
    void whatIsNoHeader_isRefused_withoutSayingTheSecret() {
        for (var wrong : List.of("s3cret", "a b=s3cret", "a=s3cret%0D%0Ax", "a=s3cret%zz", "a=1,,b=s3cret")) {
            assertThatThrownBy(() -> OtlpHeaders.parse(wrong))
                    .isInstanceOf(StartException.class)
                    .message()
                    .contains("OTEL_EXPORTER_OTLP_HEADERS")
                    .doesNotContain("s3cret");
        }
    }
}
