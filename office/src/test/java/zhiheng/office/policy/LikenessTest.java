package zhiheng.office.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LikenessTest {
    private static final String ONE = "人民路三号院从昨晚开始停水，物业说不知道什么时候恢复。";
    private static final String SAME = "人民路3号院昨晚开始停水，物业说不清楚什么时候恢复";
    private static final String OTHER = "申请小微企业贷款被银行退回，没有说明理由。";

    private static boolean meet(Likeness a, Likeness b) {
        return Arrays.stream(a.bands()).anyMatch(x -> Arrays.stream(b.bands()).anyMatch(y -> x == y));
    }

    @Test
    void two_who_tell_of_the_same_thing_are_alike_and_two_who_do_not_are_not() {
        assertThat(Likeness.of(ONE).to(Likeness.of(SAME))).isGreaterThan(Likeness.WORTH_A_LOOK);
        assertThat(Likeness.of(ONE).to(Likeness.of(OTHER))).isLessThan(0.05);
        assertThat(meet(Likeness.of(ONE), Likeness.of(SAME))).isTrue();
        assertThat(Likeness.of("The street lamp at 5 Main Street is broken")
                        .to(Likeness.of("Street lamp broken at 5 main street!")))
                .isGreaterThan(Likeness.WORTH_A_LOOK);
    }

    @Test
    void width_case_and_punctuation_do_not_count() {
        assertThat(Likeness.of("ＡＢＣＤ１２３４。停水了").to(Likeness.of("abcd-1234 停水了！")))
                .isEqualTo(1);
        assertThat(Likeness.of("").bands()).isEmpty();
        assertThat(Likeness.of("!").to(Likeness.of("!"))).isZero();
    }

    /** Texts that share seven tenths of what they say meet almost always. */
    @Test
    void of_texts_worth_a_look_almost_all_meet_in_a_band() {
        var random = new Random(7);
        int looked = 0;
        int met = 0;
        for (int i = 0; i < 300; i++) {
            var text = new StringBuilder();
            random.ints(60, 0x4e00, 0x9fa5).forEach(text::appendCodePoint);
            var changed = new StringBuilder(text);
            for (int k = 0; k < 9; k++) {
                changed.setCharAt(random.nextInt(60), (char) (0x4e00 + random.nextInt(20_000)));
            }
            var a = Likeness.of(text.toString());
            var b = Likeness.of(changed.toString());
            if (a.to(b) >= 0.5) {
                looked++;
                met += meet(a, b) ? 1 : 0;
            }
        }
        assertThat(looked).isGreaterThan(100);
        assertThat(met).isGreaterThan(looked * 9 / 10);
    }
}
