package zhiheng.drills.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;
import zhiheng.drills.SharedKits;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.target.OnnxTarget;
import zhiheng.drills.target.Target;

class SquareTest {
    @Test
    void most_signs_fall_within_a_tenth_and_no_value_leaves_its_box() {
        var kit = SharedKits.of("signs");
        var pictures = kit.test().from(0, 60);
        try (var onnx = OnnxTarget.open(kit.model().onnx())) {
            var attacked = new Square(.1, 500, 1).run(onnx, pictures);
            assertThat(attacked.success().low()).isGreaterThan(.6);
            for (int i = 0; i < pictures.size(); i++) {
                var one = attacked.outcomes().get(i);
                assertThat(one.linf()).isLessThanOrEqualTo(.1 + 1e-6);
                for (float value : one.input()) {
                    assertThat(value).isBetween(0f, 1f);
                }
                boolean wrong = Target.label(onnx.scores(new float[][] {one.input()})[0]) != pictures.labels()[i];
                assertThat(wrong).isEqualTo(one.fooled() || one.skipped());
            }
        }
    }

    @Test
    void each_call_is_counted_and_none_comes_after_the_budget() {
        var plane = new Plane(1, 3);
        var hopeless = new Square(1e-4, 40, .3, 40, 1)
                .run(plane.target, new Labelled(new float[][] {plane.grey()}, new int[] {0}));
        assertThat(hopeless.fooled()).isZero();
        assertThat(plane.asked).isEqualTo(40).isEqualTo((long) hopeless.meanQueries());
    }

    @Test
    void who_is_answered_wrong_already_is_skipped_and_counts_neither_way() {
        var plane = new Plane(2, 3);
        var both = new Square(.5, 100, 1)
                .run(plane.target, new Labelled(new float[][] {plane.grey(), plane.grey()}, new int[] {0, 1}));
        assertThat(both.tried()).hasSize(1);
        assertThat(both.success().estimate()).isEqualTo(1);
    }

    @Test
    void what_cannot_come_down_in_time_is_given_up() {
        var plane = new Plane(1, 3);
        new Square(1e-4, 1000, .3, 30, 1).run(plane.target, new Labelled(new float[][] {plane.grey()}, new int[] {0}));
        assertThat(plane.asked).isLessThan(200);
    }

    @Test
    void a_table_is_refused() {
        var kit = SharedKits.of("credit");
        assertThatThrownBy(() -> new Square(.1, 10, 1).run(kit.model().target(), kit.test()))
                .isInstanceOf(Refusal.class);
    }
}
