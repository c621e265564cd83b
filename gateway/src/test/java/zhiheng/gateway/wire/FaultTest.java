package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.Decision;

class FaultTest {
    @ParameterizedTest
    @EnumSource
    void each_is_an_error_that_clients_of_openai_read_in_both_languages(Fault fault) {
        var error = WireJson.MAPPER.readTree(fault.json()).path("error");

        assertThat(error.propertyNames()).containsExactly("message", "type", "param", "code");
        assertThat(error.path("message").stringValue()).matches(".*\\p{IsHan}.* / \\p{ASCII}.*");
        assertThat(error.path("code").stringValue()).matches("[a-z_.-]+");
        assertThat(fault.status()).isBetween(202, 504);
    }

    @Test
    void an_error_stands_as_it_always_did() {
        assertThat(Fault.LARGE_BODY.json(" 10 bytes"))
                .isEqualTo("{\"error\":{\"message\":\"请求体过大 / the body is larger than 10 bytes\","
                        + "\"type\":\"invalid_request_error\",\"param\":\"body\",\"code\":\"body_too_large\"}}");
        assertThat(new BadCall("model", "缺少 model", "a call names its model").json())
                .isEqualTo("{\"error\":{\"message\":\"缺少 model / a call names its model\","
                        + "\"type\":\"invalid_request_error\",\"param\":\"model\",\"code\":\"invalid_request\"}}");
    }

    @Test
    void a_refusal_names_the_clause_the_duty_and_where_to_ask_again() {
        var refused = Errors.refusal(new Decision.Refuse(Clause.REVIEW, 3, "D-1", 0, "pii.email"), "id-1");

        assertThat(refused)
                .isEqualTo("{\"error\":{\"message\":\"此内容须经人工复核，结果在 review.url 处领取。 "
                        + "This waits for a person; fetch the outcome at review.url. [pii.email]\","
                        + "\"type\":\"permit_refused\",\"param\":null,\"code\":\"permit.review\","
                        + "\"permit\":{\"clause\":\"permit.review\",\"version\":3,\"duty\":\"D-1\",\"interaction\":\"id-1\"},"
                        + "\"review\":{\"id\":\"id-1\",\"url\":\"/v1/held/id-1\"}}}");
    }
}
