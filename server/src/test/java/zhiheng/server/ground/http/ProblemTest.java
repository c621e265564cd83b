package zhiheng.server.ground.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;
import zhiheng.base.Refusal;
import zhiheng.server.ground.sql.Db;

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

    @Test
    void a_sender_who_went_away_is_no_failure_of_the_servers() {
        assertThat(Problem.from(new HttpClosedException("Connection was closed"))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource(Refusal.Kind.class)
    void each_kind_of_refusal_has_one_status_and_keeps_its_words(Refusal.Kind kind) {
        var problem = Problem.from(new Refusal(kind, "不行。", "It cannot be."));
        assertThat(problem.status()).isEqualTo(kind.status()).isBetween(400, 503);
        assertThat(body(problem)).contains("It cannot be.", "urn:zhiheng:problem:");
        assertThat(new String(problem.reply("zh").body(), StandardCharsets.UTF_8))
                .contains("不行。");
    }

    @Test
    void a_file_that_cannot_be_written_is_no_inner_failure_and_says_what_to_check_and_nothing_of_where_it_lies() {
        var full = new IOException("/srv/evidence/1: No space left on device");
        for (var error : List.of(full, new UncheckedIOException(full))) {
            var problem = Problem.from(error);
            assertThat(problem.status()).isEqualTo(503);
            assertThat(body(problem)).contains("Check the room on the disk").doesNotContain("/srv/evidence");
        }
    }

    @Test
    void a_database_that_fails_says_what_to_check_and_nothing_of_where_it_lies() {
        var problem = Problem.from(catchThrowable(() -> Db.sqlite(Path.of("/proc/sda1/zhiheng.db"), List.of())));
        assertThat(problem.status()).isEqualTo(503);
        assertThat(body(problem)).contains("Check the disk").doesNotContain("sda1");
    }
}
