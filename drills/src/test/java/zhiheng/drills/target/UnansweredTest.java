package zhiheng.drills.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.drills.attack.HopSkipJump;
import zhiheng.drills.attack.RayS;
import zhiheng.drills.attack.Smoothing;
import zhiheng.drills.attack.Square;
import zhiheng.drills.attack.TableSearch;
import zhiheng.drills.kits.Labelled;

/** A target that refuses what it finds odd: to refuse is not to be fooled. */
class UnansweredTest {
    private static final Shape.Picture SHAPE = new Shape.Picture(1, 6, 6);

    /** Class 0 for the dark, class 1 for the bright; refuses all but the picture it knows. */
    private static PortTarget strict(Shape shape, float[] known) {
        return new PortTarget(shape, 2, inputs -> {
            var scores = new float[inputs.length][];
            for (int i = 0; i < inputs.length; i++) {
                scores[i] = java.util.Arrays.equals(inputs[i], known) ? new float[] {1, 0} : Target.unanswered(2);
            }
            return scores;
        });
    }

    private static Labelled one(float[] input, int label) {
        return new Labelled(new float[][] {input}, new int[] {label});
    }

    @Test
    void what_is_refused_fools_nobody() {
        var picture = new float[36];
        var target = strict(SHAPE, picture);
        var rows = one(picture, 0);
        var pool = new Labelled(new float[][] {new float[36], picture}, new int[] {1, 0});
        assertThat(new Square(.2, 40, 1).run(target, rows).success().estimate()).isZero();
        assertThat(new RayS(.2, 40, 1).run(target, rows).success().estimate()).isZero();
        assertThat(new HopSkipJump(0, 40, 1).run(target, rows, pool).success().estimate())
                .isZero();
        assertThat(new Smoothing(.25, 20, 50, .01, 1).certify(target, picture).radius())
                .isZero();
    }

    @Test
    void what_is_not_answered_before_an_attack_is_not_attacked() {
        var unknown = new float[36];
        unknown[0] = 1;
        var target = strict(SHAPE, new float[36]);
        assertThat(new Square(.2, 40, 1).run(target, one(unknown, 0)).tried()).isEmpty();
        assertThat(new RayS(.2, 40, 1).run(target, one(unknown, 0)).tried()).isEmpty();
        var table =
                new Table(List.of(new Column("a", new Text("a", "a"), 0, 9, false, Column.Move.FREE, 1)), List.of());
        var row = strict(new Shape.Row(1), new float[] {5});
        assertThat(new TableSearch(4, 40, 1)
                        .run(row, table, one(new float[] {3}, 0))
                        .getFirst()
                        .skipped())
                .isTrue();
        var kept = new TableSearch(4, 40, 1)
                .run(row, table, one(new float[] {5}, 0))
                .getFirst();
        assertThat(kept.skipped()).isFalse();
        assertThat(kept.fooled()).isFalse();
    }

    @Test
    void a_row_with_half_an_answer_is_still_refused() {
        var target = new PortTarget(new Shape.Row(1), 2, in -> new float[][] {{Float.NaN, 1}});
        assertThatThrownBy(() -> target.scores(new float[][] {{1}}))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("NaN");
    }
}
