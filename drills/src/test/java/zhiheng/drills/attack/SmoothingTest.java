package zhiheng.drills.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Before a plane the radius that is true is known: the distance to it. */
class SmoothingTest {
    @Test
    void the_certified_radius_is_below_the_true_one_and_not_far_below() {
        var plane = new Plane(5, 4);
        var certificate = new Smoothing(.5, 50, 5000, .001, 1).certify(plane.target, plane.grey());
        assertThat(certificate.label()).isZero();
        assertThat(certificate.radius()).isBetween(.8 * plane.l2(), plane.l2());
        assertThat(certificate.queries()).isEqualTo(5050).isEqualTo(plane.asked);
    }

    @Test
    void near_the_plane_a_bound_is_too_large_as_seldom_as_it_says() {
        var plane = new Plane(6, .8);
        int wrong = 0;
        for (int seed = 0; seed < 300; seed++) {
            var certificate = new Smoothing(.5, 20, 200, .01, seed).certify(plane.target, plane.grey());
            wrong += certificate.label() == 1 || certificate.radius() > plane.l2() ? 1 : 0;
        }
        assertThat(wrong).isLessThanOrEqualTo(8); // 3 are expected at most
    }

    @Test
    void on_the_plane_nothing_is_said() {
        var plane = new Plane(7, 0);
        assertThat(new Smoothing(.5, 20, 400, .001, 1)
                        .certify(plane.target, plane.grey())
                        .label())
                .isEqualTo(-1);
    }
}
