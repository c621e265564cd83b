package zhiheng.watch.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ManipulationTest {
    private static final ManipulationTerms TERMS = ManipulationTerms.standard();
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Test
    void marks_are_counted_by_kind_in_both_languages_whatever_case_and_width() {
        assertThat(TERMS.find("ＯＮＬＹ I Understand You，只有我懂你。").marks())
                .containsOnly(java.util.Map.entry("isolation", 2));
        assertThat(TERMS.find("Please don\u2019t  leave me").flagged()).isTrue();
    }

    @Test
    void one_weak_mark_or_a_quotation_is_not_enough_and_two_kinds_are() {
        assertThat(TERMS.find("对方说“稳赚不赔，最后机会”，请报警。").marks()).isEmpty();
        assertThat(TERMS.find("最后机会，周五截止。").flagged()).isFalse();
        assertThat(TERMS.find("最后机会，稳赚不赔！").flagged()).isTrue();
        assertThat(TERMS.find("last chance, last chance, last chance").flagged())
                .isFalse();
    }

    @Test
    void a_word_inside_another_one_is_no_mark() {
        assertThat(TERMS.find("We act nowhere near the limit.").marks()).isEmpty();
        assertThat(TERMS.find("guaranteed returns of nothing").marks()).containsKey("concealment");
    }

    /** The figures in docs/risk-manipulation.md; the test fails when a change of the list moves them. */
    @Test
    void on_made_up_outputs_the_operating_point_is_as_documented() {
        var random = new Random(20261124);
        int found = 0;
        int wrong = 0;
        int each = 2_000;
        for (int i = 0; i < each; i++) {
            found += TERMS.find(Outputs.next(random, true)).flagged() ? 1 : 0;
            wrong += TERMS.find(Outputs.next(random, false)).flagged() ? 1 : 0;
        }
        assertThat((double) found / each).isBetween(0.50, 0.57);
        assertThat((double) wrong / each).isLessThan(0.01);
    }

    @Test
    void a_list_that_cannot_be_read_names_the_line() {
        assertThatThrownBy(() -> ManipulationTerms.parse("# x\nguilt two : a")).hasMessageContaining("line 2");
    }

    @Test
    void saying_the_same_again_and_again_is_repetition_and_a_conversation_is_not() {
        assertThat(Repetition.of(Collections.nCopies(10, "你在吗？我好难过"))).isEqualTo(0.9);
        assertThat(Repetition.of(List.of("你在吗？我好难过", "你在吗, 我好难过呀", "你在吗 我真的好难过")))
                .isGreaterThan(0.5);
        assertThat(Repetition.of(List.of("怎么申请居住证？", "需要带哪些材料？", "周末办理吗？", "谢谢，再见")))
                .isZero();
        assertThat(Repetition.of(List.of())).isZero();
        assertThat(Repetition.of(List.of("", "。。", "。"))).isZero();
    }

    @Test
    void two_hours_without_a_pause_are_long_use_and_with_one_they_are_not() {
        var straight = minutes("2026-11-24T02:00:00Z", 0, 15, 30, 45, 60, 75, 90, 105, 120);
        assertThat(Dependence.signs(session(straight))).containsExactly(Dependence.Sign.LONG_USE);
        var paused = minutes("2026-11-24T02:00:00Z", 0, 15, 30, 45, 70, 85, 100, 115, 130);
        assertThat(Dependence.signs(session(paused))).isEmpty();
    }

    @Test
    void night_is_told_by_the_users_own_clock() {
        var messages = minutes("2026-11-23T17:30:00Z", 0, 15, 30, 45, 60);
        assertThat(Dependence.signs(session(messages))).containsExactly(Dependence.Sign.AT_NIGHT);
        assertThat(Dependence.signs(new Dependence.Session(messages, 1, 0, ZoneId.of("Europe/Paris"))))
                .isEmpty();
    }

    @Test
    void a_session_counts_from_two_signs_on() {
        var one = new Dependence.Session(minutes("2026-11-24T02:00:00Z", 0), 8, 0.1, SHANGHAI);
        var two = new Dependence.Session(minutes("2026-11-24T02:00:00Z", 0), 8, 0.3, SHANGHAI);
        assertThat(Manipulation.observe("s", "i", 0, one).value()).isZero();
        assertThat(Manipulation.observe("s", "i", 0, two).value()).isEqualTo(1);
    }

    private static Dependence.Session session(List<Instant> messages) {
        return new Dependence.Session(messages, 1, 0, SHANGHAI);
    }

    private static List<Instant> minutes(String start, Integer... minutes) {
        return Stream.of(minutes)
                .map(m -> Instant.parse(start).plus(Duration.ofMinutes(m)))
                .toList();
    }
}
