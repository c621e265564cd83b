package zhiheng.drills.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;

class RunnerTest {
    private static final Budget FAST =
            new Budget(1e6, 16, 100_000, Long.MAX_VALUE, Double.MAX_VALUE, 0, Duration.ofMinutes(1));

    @TempDir
    Path folder;

    private final Map<String, Integer> asked = new ConcurrentHashMap<>();

    private Answer count(Probe probe) {
        asked.merge(probe.id(), 1, Integer::sum);
        return Answer.said("fine " + probe.id(), List.of(), "model-1", 3, 1);
    }

    private static List<Probe> probes(int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> PlanTest.probe("p", "g", "o" + i, i))
                .toList();
    }

    @Test
    void asks_all_at_once_within_the_bound_and_tells_of_each_answer_once() throws InterruptedException {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var heard = new AtomicInteger();
        try (var book = AnswerBook.open(folder, "t")) {
            Upstream slow = probe -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Thread.sleep(2);
                now.decrementAndGet();
                return count(probe);
            };
            var end = new Runner(slow, book, Clock.systemUTC()).run(probes(300), FAST, (p, a, known) -> {
                heard.incrementAndGet();
                return false;
            });
            assertThat(end.reason()).isEqualTo(Plan.Reason.ALL_ASKED);
            assertThat(end.calls()).isEqualTo(300);
        }
        assertThat(heard).hasValue(300);
        assertThat(most.get()).isBetween(2, 16);
    }

    @Test
    void a_second_run_asks_nothing_and_hears_everything() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            try (var book = AnswerBook.open(folder, "t")) {
                var heard = new AtomicInteger();
                var end = new Runner(this::count, book, Clock.systemUTC()).run(probes(50), FAST, (p, a, known) -> {
                    heard.incrementAndGet();
                    return false;
                });
                assertThat(heard).hasValue(50);
                assertThat(end.calls()).isEqualTo(i == 0 ? 50 : 0);
            }
        }
        assertThat(asked.values()).containsOnly(1);
    }

    @Test
    void a_line_cut_short_is_taken_away_and_its_prompt_is_lost_not_asked_again() throws Exception {
        try (var book = AnswerBook.open(folder, "t")) {
            var unused = new Runner(this::count, book, Clock.systemUTC()).run(probes(5), FAST, (p, a, k) -> false);
        }
        var file = Files.list(folder).findFirst().orElseThrow();
        var text = Files.readString(file);
        var torn = text.substring(0, text.length() - 9);
        Files.writeString(file, torn);
        try (var book = AnswerBook.open(folder, "t")) {
            var lost = probes(5).stream()
                    .filter(p -> book.of(p).orElseThrow().outcome() == Answer.Outcome.LOST)
                    .count();
            assertThat(lost).isEqualTo(1);
            var end = new Runner(this::count, book, Clock.systemUTC()).run(probes(6), FAST, (p, a, k) -> false);
            assertThat(end.calls()).isEqualTo(1);
        }
        assertThat(asked.values()).containsOnly(1);
    }

    @Test
    void two_writers_of_one_book_are_one_too_many() {
        try (var book = AnswerBook.open(folder, "t")) {
            assertThat(book.of(probes(1).getFirst())).isEmpty();
            assertThatThrownBy(() -> AnswerBook.open(folder, "t")).isInstanceOf(Refusal.class);
            AnswerBook.open(folder, "other").close();
        }
    }

    @Test
    void a_damaged_book_says_where_and_is_left_as_it_is() throws Exception {
        try (var book = AnswerBook.open(folder, "t")) {
            var unused = new Runner(this::count, book, Clock.systemUTC()).run(probes(2), FAST, (p, a, k) -> false);
        }
        var file = Files.list(folder).findFirst().orElseThrow();
        Files.writeString(file, "{\"nothing\":1}\n", StandardOpenOption.APPEND);
        var before = Files.readString(file);
        assertThatThrownBy(() -> AnswerBook.open(folder, "t")).hasMessageContaining("line 6");
        assertThat(file).hasContent(before);
    }

    @Test
    void a_busy_answer_is_asked_again_in_a_later_run() throws InterruptedException {
        var budget = new Budget(1e6, 1, 1, Long.MAX_VALUE, Double.MAX_VALUE, 0, Duration.ofMinutes(1));
        try (var book = AnswerBook.open(folder, "t")) {
            var end = new Runner(p -> Answer.failed(Answer.Outcome.BUSY, "503", 1, 0), book, Clock.systemUTC())
                    .run(probes(1), budget, (p, a, k) -> false);
            assertThat(end.reason()).isEqualTo(Plan.Reason.CALLS_SPENT);
        }
        try (var book = AnswerBook.open(folder, "t")) {
            assertThat(book.of(probes(1).getFirst())).isEmpty();
        }
    }

    @Test
    void a_failure_of_whoever_listens_ends_the_run() {
        try (var book = AnswerBook.open(folder, "t")) {
            assertThatThrownBy(
                            () -> new Runner(this::count, book, Clock.systemUTC()).run(probes(20), FAST, (p, a, k) -> {
                                throw new IllegalStateException("no");
                            }))
                    .hasMessage("no");
        }
    }
}
