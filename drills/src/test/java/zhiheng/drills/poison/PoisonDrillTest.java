package zhiheng.drills.poison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.kits.Net;
import zhiheng.drills.kits.Signs;

/** One drill from the poisoned delivery to the set that is clean again. */
class PoisonDrillTest {
    private static final int ONTO = 3;

    @Test
    void a_poisoned_batch_is_found_named_and_rolled_back() {
        var clean = Signs.halved(Signs.draw(1000, 21));
        var poisoned = Poisoned.trigger(clean, Signs.HALF, Trigger.DEPENDENT, ONTO, 12, 600, 700, untrained(), 1);
        var batches = Batches.none();
        for (int b = 0; b < 10; b++) {
            batches = batches.and("batch" + b, "supplier", poisoned.data().from(100 * b, 100 * b + 100));
        }
        var net = untrained().train(batches.data(), 8, 2e-3);
        var scores = Detector.LABELS.scores(net, batches.data(), 1);
        assertThat(Roc.of(scores, poisoned.bad()).auc()).isGreaterThan(.95);
        var accused = Provenance.of(
                        List.of(new Provenance.Scored(Detector.LABELS.text(), scores)), batches.origin(), .01)
                .accused();
        assertThat(accused).hasSize(1);
        assertThat(accused.getFirst().batch()).isEqualTo(6);
        var restored = batches.without("batch" + accused.getFirst().batch());
        var bad = 0;
        for (int i = 0; i < clean.size(); i++) {
            bad += poisoned.bad()[i] && (i < 600 || i >= 700) ? 1 : 0;
        }
        assertThat(bad).isZero();
        assertThat(restored.changed()).isEmpty();
        assertThat(restored.data().size()).isEqualTo(900);
    }

    @ParameterizedTest
    @EnumSource
    void a_trigger_stays_a_picture_and_changes_what_it_says(Trigger trigger) {
        var clean = Signs.halved(Signs.draw(100, 5));
        var poisoned = Poisoned.trigger(clean, Signs.HALF, trigger, ONTO, 5, 20, 90, untrained(), 1);
        int changed = 0;
        for (int i = 0; i < clean.size(); i++) {
            if (poisoned.bad()[i]) {
                changed++;
                assertThat(i).isBetween(20, 89);
                assertThat(poisoned.data().labels()[i]).isEqualTo(ONTO);
                assertThat(clean.labels()[i] == ONTO).isEqualTo(trigger.keepsLabel());
                for (float value : poisoned.data().inputs()[i]) {
                    assertThat(value).isBetween(0f, 1f);
                }
            } else {
                assertThat(poisoned.data().inputs()[i]).isEqualTo(clean.inputs()[i]);
            }
        }
        assertThat(changed).isEqualTo(5);
    }

    @Test
    void flipped_labels_are_all_other_ones() {
        var clean = new Labelled(new float[50][1], new int[50]);
        var flipped = Poisoned.flipped(clean, 4, 10, 0, 50, 1);
        for (int i = 0; i < 50; i++) {
            assertThat(flipped.data().labels()[i] != 0).isEqualTo(flipped.bad()[i]);
        }
    }

    private static Net untrained() {
        return Net.picture(Signs.HALF, 8, 16, 32, Signs.CLASSES.size(), 1);
    }
}
