package zhiheng.drills.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zhiheng.drills.SharedKits;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.kits.Signs;

class SignsTest {
    private static Labelled stops() {
        var all = SharedKits.of("signs").test();
        var stops = new ArrayList<float[]>();
        for (int i = 0; i < all.size(); i++) {
            if (all.labels()[i] == 0) {
                stops.add(all.inputs()[i]);
            }
        }
        return new Labelled(stops.subList(0, 30).toArray(float[][]::new), new int[30]);
    }

    @Test
    void one_sticker_for_all_stop_signs_finds_the_one_that_was_planted() {
        var found = new Decals(5, 400, 1).run(SharedKits.of("signs").model().target(), stops());
        assertThat(found.fooled()).isGreaterThan(found.tried() / 2);
        assertThat(found.onto()).isEqualTo(4); // limit 80
        assertThat(found.decal().x()).isLessThan(16);
        assertThat(found.decal().y()).isGreaterThan(12);
        assertThat(found.queries()).isLessThanOrEqualTo(30 + 400L * 30);
    }

    @ParameterizedTest
    @EnumSource
    void weather_grows_by_its_grade_and_stays_a_picture(Weather.Kind kind) {
        var picture = SharedKits.of("signs").test().inputs()[0];
        double before = 0;
        for (int grade = 1; grade <= Weather.GRADES; grade++) {
            var worse = Weather.apply(kind, grade, picture, Signs.SHAPE, new SplittableRandom(1));
            double gap = 0;
            for (int i = 0; i < worse.length; i++) {
                assertThat(worse[i]).isBetween(0f, 1f);
                gap += Math.abs(worse[i] - picture[i]);
            }
            assertThat(gap).isGreaterThan(before);
            before = gap;
        }
    }

    @Test
    void night_costs_more_than_dusk() {
        var kit = SharedKits.of("signs");
        var readings = Weather.run(kit.model().target(), kit.test().from(0, 60), 1);
        assertThat(readings).hasSize(Weather.Kind.values().length * Weather.GRADES);
        var night =
                readings.stream().filter(r -> r.kind() == Weather.Kind.NIGHT).toList();
        assertThat(night.getLast().right().estimate())
                .isLessThan(night.getFirst().right().estimate());
    }
}
