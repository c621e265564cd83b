package zhiheng.server.rooms.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;
import zhiheng.gateway.upstream.Upstream;

class LiveModelsTest {
    private static final Instant ENDED = Instant.parse("2026-11-30T10:00:00Z");
    private static final Upstream FIRST = new Upstream(
            "u",
            URI.create("http://127.0.0.1:1/v1"),
            "",
            1,
            Map.of("ours", "theirs"),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    private Instant now = ENDED;
    private final LiveModels live = new LiveModels(system -> Optional.of(FIRST), new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });
    private final List<String> news = new ArrayList<>();

    private static RunRow run(String settings) {
        return new RunRow(
                "r",
                "bot",
                "org",
                "toy",
                "own",
                "m-1 fp_1",
                "rules",
                settings,
                RunRow.State.DONE,
                "",
                0,
                0,
                0,
                0,
                "",
                "",
                null,
                "p",
                ENDED.minusSeconds(60),
                ENDED);
    }

    private static final RunRow OURS = run(new RunSettings("ours", false, 1).text());

    private void call(String upstream, String surface, int status, long after, Served served) {
        var time = ENDED.plusSeconds(after);
        var ask = new Ask("ours", null, null, -1, null, 0, List.of());
        live.calls(
                List.of(new Interaction(
                        "i", "bot", time, surface, ask, upstream, 1, false, 1, status, "", "", 0, "", 0, 0, 0, 0, 0,
                        false, Map.of(), false, "", false, served)),
                news::add);
    }

    private void chat(String asked, String model, String print) {
        call("u", "chat/completions", 200, 1, new Served(asked, model, print));
    }

    @ParameterizedTest
    @CsvSource({
        "theirs, m-1, fp_1, false",
        "theirs, m-1, fp_2, true",
        "theirs, m-1, '', false",
        "theirs, m-2, fp_1, true",
        "theirs, m-2, '', true",
        "other, m-2, fp_2, false",
    })
    void another_name_or_fingerprint_speaks_against_a_run_that_asked_for_the_same(
            String asked, String model, String print, boolean against) {
        chat(asked, model, print);
        assertThat(live.another(OURS).isPresent()).isEqualTo(against);
    }

    @Test
    void a_report_from_elsewhere_falls_by_its_fingerprint_alone_since_it_does_not_say_what_was_asked_for() {
        chat("theirs", "m-2", "fp_9");
        assertThat(live.another(run(""))).isEmpty();
        chat("theirs", "m-1", "fp_9");
        assertThat(live.another(run(""))).contains(new Served("theirs", "m-1", "fp_9"));
    }

    @Test
    void what_came_before_the_run_from_another_upstream_of_another_kind_or_failed_speaks_against_nothing() {
        var other = new Served("theirs", "m-2", "");
        call("u", "chat/completions", 200, 0, other);
        call("stand-in", "chat/completions", 200, 1, other);
        call("u", "embeddings", 200, 1, other);
        call("u", "chat/completions", 502, 1, other);
        call("u", "chat/completions", 200, 1, Served.UNSAID);
        assertThat(live.another(OURS)).isEmpty();
    }

    @Test
    void the_same_is_looked_at_once_a_minute_and_what_is_new_at_once() {
        chat("theirs", "m-1", "fp_1");
        chat("theirs", "m-1", "fp_1");
        assertThat(news).hasSize(1);
        chat("theirs", "m-1", "fp_2");
        assertThat(news).hasSize(2);
        now = now.plusSeconds(61);
        chat("theirs", "m-1", "fp_2");
        assertThat(news).hasSize(3);
    }

    @Test
    void names_that_callers_invent_do_not_fill_the_memory() {
        for (int i = 0; i < 25_000; i++) {
            chat("name-" + i, "m-1", "");
        }
        assertThat(live.size()).isLessThanOrEqualTo(20_000);
    }
}
