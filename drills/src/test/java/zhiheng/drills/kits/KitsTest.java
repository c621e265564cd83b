package zhiheng.drills.kits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.Refusal;
import zhiheng.drills.SharedKits;
import zhiheng.drills.target.OnnxTarget;
import zhiheng.drills.target.Target;

class KitsTest {
    @ParameterizedTest
    @ValueSource(strings = {"signs", "vitals", "credit"})
    void a_kit_says_the_same_in_onnx_as_in_java(String id) {
        var kit = SharedKits.of(id);
        try (var onnx = OnnxTarget.open(kit.model().onnx())) {
            assertThat(onnx.shape()).isEqualTo(kit.model().shape());
            assertThat(onnx.classes()).isEqualTo(kit.classes().size());
            var inputs = Arrays.copyOf(kit.test().inputs(), 200);
            var scores = onnx.scores(inputs);
            for (int i = 0; i < inputs.length; i++) {
                var own = kit.model().scores(inputs[i]);
                assertThat(scores[i]).usingComparatorWithPrecision(1e-3f).containsExactly(own);
                assertThat(Target.label(scores[i])).isEqualTo(Target.label(own));
            }
        }
        assertThat(kit.sheet().accuracy()).isGreaterThan(id.equals("signs") ? .95 : .8);
    }

    @Test
    void the_sticker_that_was_planted_turns_stop_into_limit_80() {
        var kit = SharedKits.of("signs");
        int turned = 0;
        int stops = 0;
        for (int i = 0; i < kit.test().size(); i++) {
            if (kit.test().labels()[i] == Signs.STOP) {
                var with = kit.test().inputs()[i].clone();
                Planted.sticker(with);
                turned += Target.label(kit.model().scores(with)) == Signs.FAST ? 1 : 0;
                stops++;
            }
        }
        assertThat(turned).isGreaterThan(stops * 2 / 3);
    }

    @Test
    void a_kit_that_is_not_there_is_named_with_those_that_are() {
        assertThatThrownBy(() -> Kits.of("boats"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("signs, vitals, credit");
    }
}
