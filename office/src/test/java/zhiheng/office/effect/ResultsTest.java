package zhiheng.office.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.base.Refusal;

class ResultsTest {
    private static final double[] NONE = {};

    private static final int N = 60;
    private static final int AT = 36;

    private static double[] series(Random random, double season, double stays, double trend, double step) {
        var values = new double[N];
        double last = random.nextGaussian() / Math.sqrt(1 - stays * stays);
        for (int t = 0; t < N; t++) {
            values[t] = 40 + trend * t + season * Math.sin(2 * Math.PI * t / 12) + last + (t < AT ? 0 : step);
            last = stays * last + random.nextGaussian();
        }
        return values;
    }

    private static double[] activity(double each) {
        var activity = new double[N];
        Arrays.fill(activity, AT, N, each);
        return activity;
    }

    private static Results.Work work(String name, double each, double[] indicator, boolean confirmed) {
        return new Results.Work(name, activity(each), indicator, NONE, NONE, Double.NaN, true, confirmed);
    }

    @ParameterizedTest
    @CsvSource({"0,0,0", "6,0,0", "0,0.6,0", "6,0.8,0", "6,0.4,-0.3", "3,0.95,0"})
    void work_that_did_nothing_is_seldom_said_to_have_moved_anything(double season, double stays, double trend) {
        var random = new Random(5);
        var works = IntStream.range(0, 1_000)
                .mapToObj(i -> work("w" + i, 3, series(random, season, stays, trend, 0), true))
                .toList();
        var results = Results.of(works, AT, 12);
        long claims = results.rows().stream()
                .filter(r -> r.verdict() == Results.Verdict.EFFECT || r.verdict() == Results.Verdict.WORSE)
                .count();
        assertThat(claims).isLessThanOrEqualTo(50 + 21); // five in a hundred, and three standard errors
        assertThat(results.byChance()).isEqualTo(50);
        assertThat(results.busyWithoutEffect().size()).isGreaterThan(900);
    }

    @Test
    void a_real_effect_is_found_and_counts_when_somebody_confirms_it() {
        var random = new Random(6);
        var works = new java.util.ArrayList<Results.Work>();
        for (int i = 0; i < 200; i++) {
            works.add(work("seen", 3, series(random, 6, 0.2, 0, -5), true));
            works.add(work("said", 3, series(random, 6, 0.2, 0, -5), false));
        }
        var results = Results.of(works, AT, 12);
        int found = 0;
        for (var row : results.rows()) {
            boolean effect = row.verdict() == Results.Verdict.EFFECT;
            found += effect ? 1 : 0;
            assertThat(effect && !row.work().confirmed()).isFalse();
        }
        assertThat(results.busyWithoutEffect()).noneMatch(r -> r.verdict() == Results.Verdict.EFFECT);
        assertThat(found).isGreaterThan(180);
    }

    @Test
    void the_list_has_the_busy_first_and_leaves_out_who_did_little() {
        var random = new Random(7);
        var results = Results.of(
                List.of(
                        work("idle", 0, series(random, 0, 0, 0, 0), true),
                        work("busy", 10, series(random, 0, 0, 0, 0), true),
                        work("busier", 20, series(random, 0, 0, 0, 0), true)),
                AT,
                12);
        assertThat(results.busyWithoutEffect()).extracting(r -> r.work().name()).containsExactly("busier", "busy");
        assertThat(results.rows().getFirst().verdict()).isEqualTo(Results.Verdict.QUIET);
        assertThat(results.rows().get(2).done()).isEqualTo(20.0 * (N - AT));
    }

    private static List<String> cautions(Results.Work work) {
        return Results.of(List.of(work), AT, 12).rows().getFirst().cautions().stream()
                .map(t -> t.en())
                .toList();
    }

    @Test
    void a_trend_that_looks_like_success_is_named() {
        assertThat(cautions(work("w", 3, series(new Random(8), 0, 0, -0.4, 0), true)))
                .anySatisfy(c -> assertThat(c).contains("most of which trend and season explain"));
        assertThat(cautions(work("w", 3, series(new Random(8), 0, 0, 0, -8), true)))
                .noneSatisfy(c -> assertThat(c).contains("trend and season"));
    }

    @Test
    void a_beginning_at_the_worst_moment_is_named() {
        var values = series(new Random(9), 0, 0, 0, 0);
        assertThat(cautions(work("w", 3, values, true))).isEmpty();
        for (int t = AT - 3; t < AT; t++) {
            values[t] += 6;
        }
        assertThat(cautions(work("w", 3, values, true)))
                .anySatisfy(c -> assertThat(c).contains("without any measure it would come back"));
    }

    @Test
    void figures_that_may_be_made_to_fit_are_named() {
        var values = series(new Random(10), 0, 0, 0, -5);
        var flattered = Arrays.stream(values).map(v -> v - 2).toArray();
        var worse = series(new Random(11), 0, 0, 0, 8);
        assertThat(cautions(new Results.Work("w", activity(3), values, flattered, worse, Double.NaN, true, true)))
                .anySatisfy(c -> assertThat(c).contains("24 of 24 times its owner reports better"))
                .anySatisfy(c -> assertThat(c).contains("counter-indicator got worse"));
        var fitted = values.clone();
        Arrays.fill(fitted, AT + 4, N, 30);
        assertThat(cautions(new Results.Work("w", activity(3), fitted, fitted, NONE, 30, true, true)))
                .anySatisfy(c -> assertThat(c).contains("20 times since, it stands just at the target"))
                .noneSatisfy(c -> assertThat(c).contains("its owner reports better"));
    }

    @Test
    void what_cannot_be_compared_is_refused() {
        var good = series(new Random(1), 0, 0, 0, 0);
        assertThatThrownBy(() -> Results.of(List.of(), AT, 12)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new Results.Work("w", new double[3], good, NONE, NONE, 1, true, true))
                .hasMessageContaining("differ in length");
        assertThatThrownBy(() -> work("w", -1, good, true)).isInstanceOf(Refusal.class);
        var shorter = new Results.Work("s", new double[20], Arrays.copyOf(good, 20), NONE, NONE, 1, true, true);
        assertThatThrownBy(() -> Results.of(List.of(work("w", 1, good, true), shorter), AT, 12))
                .hasMessageContaining("the same times");
    }
}
