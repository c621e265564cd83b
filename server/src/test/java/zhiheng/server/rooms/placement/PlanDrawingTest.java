package zhiheng.server.rooms.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import zhiheng.placement.NationalYear;
import zhiheng.placement.Peer;

class PlanDrawingTest {
    private static final Pattern SHAPE = Pattern.compile("M([0-9.]+) ([0-9.]+)h([0-9.]+)v([0-9.]+)h-[0-9.]+z");

    private static PlacementViews.Drawing drawn(int week) {
        var problem = new NationalYear(4).week(week, 60);
        return new PlanDrawing(problem, Peer.FIRST_FIT.plan(problem))
                .draw(s -> s.name().en(), time -> time.toString().substring(0, 10));
    }

    @Property(tries = 10)
    void circles_do_not_cover_each_other_and_stay_on_the_map(@ForAll @IntRange(min = 0, max = 51) int week) {
        var bubbles = drawn(week).bubbles();
        assertThat(bubbles).hasSize(20);
        for (var one : bubbles) {
            assertThat(one.x()).isBetween(one.r(), 720 - one.r());
            assertThat(one.y()).isBetween(one.r(), 460 - one.r());
            for (var other : bubbles) {
                if (one.number() < other.number()) {
                    assertThat(Math.hypot(one.x() - other.x(), one.y() - other.y()))
                            .isGreaterThan(one.r() + other.r() - 1);
                }
            }
        }
    }

    @Test
    void each_hour_of_a_site_has_its_tone_once_and_no_bar_is_taller_than_its_lane() {
        for (var lane : drawn(9).lanes()) {
            double wide = lane.heats().stream()
                    .flatMap(path -> SHAPE.matcher(path).results())
                    .mapToDouble(m -> Double.parseDouble(m.group(3)))
                    .sum();
            assertThat(wide).isCloseTo(700, Offset.offset(1.0));
            SHAPE.matcher(lane.load()).results().forEach(m -> {
                assertThat(Double.parseDouble(m.group(2))).isBetween((double) lane.y(), lane.y() + 20.0);
                assertThat(Double.parseDouble(m.group(4))).isBetween(0.0, 20.0);
            });
        }
    }

    @Test
    void tones_are_as_the_legend_says() {
        assertThat(PlanDrawing.tone(199.9)).isZero();
        assertThat(PlanDrawing.tone(200)).isEqualTo(1);
        assertThat(PlanDrawing.tone(599)).isEqualTo(2);
        assertThat(PlanDrawing.tone(600)).isEqualTo(3);
    }
}
