package zhiheng.drills.exercise.forgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;

class ForgeryDrillTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-30T02:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void forgeries_are_found_and_honest_changes_pass() throws Exception {
        var outcome = ForgeryDrill.run(folder, 20, CLOCK, 4);
        for (var line : outcome.lines()) {
            assertThat(line.right())
                    .as("%s: %s of 20", line.change(), line.right())
                    .isGreaterThanOrEqualTo(18);
            assertThat(line.low()).isLessThanOrEqualTo(line.right() / 20.0);
            assertThat(line.high()).isGreaterThanOrEqualTo(line.right() / 20.0);
        }
        try (var left = Files.list(folder)) {
            assertThat(left).as("files are removed again").isEmpty();
        }
        assertThat(outcome.micros()).isPositive();
    }

    @Test
    void other_pictures_are_far_away_and_the_same_one_taken_off_a_screen_is_near() {
        var random = new SplittableRandom(3);
        int nearestStranger = 256;
        int lost = 0;
        for (int i = 0; i < 60; i++) {
            var picture = Studio.draw(random, 256);
            var look = Fingerprint.of(picture);
            lost += look.distance(Fingerprint.of(Studio.screenshot(picture, random))) > 84 ? 1 : 0;
            for (var window : Fingerprint.windows(Studio.draw(random, 256))) {
                nearestStranger = Math.min(nearestStranger, look.distance(window));
            }
        }
        assertThat(lost)
                .as("pictures of next to nothing have no look of their own")
                .isLessThanOrEqualTo(3);
        assertThat(nearestStranger).isGreaterThan(84);
    }

    @Test
    void nonsense_asked_for_is_refused() {
        assertThatThrownBy(() -> ForgeryDrill.run(folder, 1, CLOCK, 1)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> ForgeryDrill.run(folder, 1_000_000, CLOCK, 1)).isInstanceOf(Refusal.class);
    }
}
