package zhiheng.drills.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.drills.kits.Labelled;

/** Before a plane, where the least change is known. */
class HardLabelTest {
    private static Labelled grey(Plane plane) {
        return new Labelled(new float[][] {plane.grey()}, new int[] {0});
    }

    private static Labelled beyond(Plane plane) {
        var far = plane.grey();
        for (int i = 0; i < far.length; i += 2) {
            far[i] -= .5f * Math.signum(plane.weights[i]);
        }
        return new Labelled(new float[][] {far}, new int[] {1});
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void rays_come_close_to_the_least_largest_change(long seed) {
        var plane = new Plane(seed, 4);
        var out = new RayS(1.3 * plane.linf(), 3000, 1)
                .run(plane.target, grey(plane))
                .outcomes()
                .getFirst();
        assertThat(out.fooled()).isTrue();
        assertThat(out.linf()).isBetween(plane.linf() - 1e-4, 1.3 * plane.linf() + 1e-4);
        assertThat(out.queries()).isEqualTo(plane.asked);
    }

    @Test
    void rays_never_claim_less_than_is_possible() {
        var plane = new Plane(4, 4);
        var out = new RayS(.9 * plane.linf(), 2000, 1)
                .run(plane.target, grey(plane))
                .outcomes()
                .getFirst();
        assertThat(out.fooled()).isFalse();
        assertThat(plane.asked).isEqualTo(2000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void hops_come_close_to_the_least_straight_change(long seed) {
        var plane = new Plane(seed, 4);
        var out = new HopSkipJump(0, 4000, seed)
                .run(plane.target, grey(plane), beyond(plane))
                .outcomes()
                .getFirst();
        assertThat(out.l2()).isBetween(plane.l2() - 1e-3, 1.15 * plane.l2());
        assertThat(out.queries()).isEqualTo(plane.asked).isLessThanOrEqualTo(4000);
    }

    @Test
    void without_a_start_there_is_no_hop() {
        var plane = new Plane(1, 4);
        var out = new HopSkipJump(0, 100, 1)
                .run(plane.target, grey(plane), new Labelled(new float[0][], new int[0]))
                .outcomes()
                .getFirst();
        assertThat(out.fooled()).isFalse();
    }
}
