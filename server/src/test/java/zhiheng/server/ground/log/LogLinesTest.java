package zhiheng.server.ground.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real library writes; the lines are read back. */
class LogLinesTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private Logger logger(String form) {
        var context = new LoggerContext();
        context.setMDCAdapter(new ch.qos.logback.classic.util.LogbackMDCAdapter());
        LogSetUp.configure(context, LogSettings.of(Map.of("ZHIHENG_LOG", form)), written);
        return context.getLogger("zhiheng.test");
    }

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_plain_line_says_level_place_and_message() {
        logger("plain").warn("磁盘已满 {} times", 3);
        assertThat(written()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z WARN  zhiheng.test: 磁盘已满 3 times\n");
    }

    @Test
    void a_message_cannot_pretend_to_be_a_line_of_its_own() {
        logger("plain").warn("no such user: x\n2026-11-29T00:00:00Z ERROR zhiheng: forged\r\u001b[31m\u2028red");
        assertThat(written().lines()).hasSize(1);
        assertThat(written()).contains("x\\n2026", "\\r\\u001b[31m\\u2028red");
    }

    @Test
    void the_message_of_an_exception_cannot_either() {
        logger("plain").error("failed", new IllegalStateException("a\nzhiheng: forged"));
        assertThat(written().lines().skip(1)).isNotEmpty().allMatch(line -> line.startsWith("    "));
    }

    @Test
    void json_is_one_object_a_line_with_the_stack_inside() {
        var logger = logger("json");
        logger.error("两行\n\"quoted\" \u0001", new IllegalStateException("why"));
        logger.info("second");
        var lines = written().lines().toList();
        assertThat(lines).hasSize(2);
        JsonNode first = JsonMapper.shared().readTree(lines.getFirst());
        assertThat(first.get("message").asString()).isEqualTo("两行\n\"quoted\" \u0001");
        assertThat(first.get("level").asString()).isEqualTo("error");
        assertThat(first.get("logger").asString()).isEqualTo("zhiheng.test");
        assertThat(first.get("error").asString()).contains("IllegalStateException: why", "LogLinesTest");
        assertThat(JsonMapper.shared().readTree(lines.get(1)).has("error")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A page failed: /setup?token=S3cretS3cret&lang=zh",
                "Authorization: Bearer S3cretS3cret",
                "authorization=Basic S3cretS3cret",
                "{\"password\": \"S3cretS3cret\"}",
                "jdbc:postgresql://host/db?user=a&password=S3cretS3cret",
                "connect to https://user:S3cretS3cret@collector:4318",
                "the key sk-S3cretS3cret was refused",
                "the token zh_S3cretS3cret is unknown",
                "Cookie: S3cretS3cret",
                "X-API-Key: S3cretS3cret"
            })
    void a_secret_is_struck_out_of_message_and_stack(String text) {
        logger("json").error(text, new IllegalStateException(text));
        assertThat(written()).contains("***").doesNotContain("S3cretS3cret");
    }

    @Test
    void what_is_no_secret_stays() {
        logger("plain").warn("system sys-7 of org 3: 12 tokens counted, password too short");
        assertThat(written()).contains("system sys-7 of org 3: 12 tokens counted, password too short");
    }

    @Test
    void a_library_is_not_heard_when_it_only_informs() {
        var logger = (ch.qos.logback.classic.Logger) logger("plain");
        logger.getLoggerContext().getLogger("com.zaxxer.hikari").info("pool started");
        logger.getLoggerContext().getLogger("com.zaxxer.hikari").warn("pool exhausted");
        assertThat(written()).contains("pool exhausted").doesNotContain("pool started");
    }
}
