package zhiheng.server.ground.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ProblemTest {
    @AfterEach
    void clear() {
        MDC.clear();
    }

    private static String body(Problem problem) {
        return new String(problem.reply("en").body(), StandardCharsets.UTF_8);
    }

    @Test
    void a_failure_inside_names_the_request_and_keeps_its_reason_to_the_log() {
        MDC.put("request", "edge-7");
        assertThat(body(Problem.from(new IllegalStateException("the inner reason"))))
                .contains("\"status\":500", "\"request\":\"edge-7\"")
                .doesNotContain("inner reason");
    }

    @Test
    void a_mistake_of_the_caller_needs_no_name() {
        MDC.put("request", "edge-7");
        assertThat(body(Problem.mediaType())).doesNotContain("edge-7");
    }
}
