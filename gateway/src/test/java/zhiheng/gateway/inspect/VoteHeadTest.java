package zhiheng.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.gateway.inspect.VoteTrainer.Example;

class VoteHeadTest {
    @Test
    void what_is_written_is_read_again_and_the_border_is_one_for_each_language() {
        var head = VoteHead.read(new VoteHead(new float[] {2, -1}, -1, 1, "abc").written());
        assertThat(head.weights()).containsExactly(2, -1);
        assertThat(head.made()).isEqualTo("abc");
        assertThat(head.score("order", new float[] {0.5f, 0})).isEqualTo(0.5f);
        assertThat(head.score("命令", new float[] {0, 1})).isEqualTo(0.5f);
        assertThat(head.score("order", new float[] {0, 1})).isLessThan(0.2f);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "latin 1\nchinese 1",
                "latin 1\nweights 1",
                "latin x\nchinese 1\nweights 1",
                "latin 1\nchinese NaN\nweights 1",
                "latin 1\nchinese 1\nweights 1 Infinity",
                "latin\nchinese 1\nweights 1",
                "latin 1\nchinese 1\nweights 1\nelse 1"
            })
    void a_head_that_cannot_judge_is_refused(String text) {
        assertThatThrownBy(() -> VoteHead.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_vector_of_another_model_is_refused() {
        var head = new VoteHead(new float[] {1, 2}, 0, 0, "");
        assertThatThrownBy(() -> head.score("a", new float[3])).hasMessageContaining("3");
    }

    /** Whoever changes the texts trains anew: `zhiheng bench vote --train FILE`. */
    @Test
    void the_head_that_ships_is_made_of_the_texts_as_they_are() {
        assertThat(VoteHead.shipped().made()).isEqualTo(VoteTraining.digestNow());
        assertThat(VoteHead.shipped().weights()).hasSize(1024);
    }

    @Test
    void training_finds_the_direction_that_tells_two_sorts_apart() {
        var examples = new ArrayList<Example>();
        for (int i = 0; i < 200; i++) {
            boolean attack = i % 2 == 0;
            float noise = (i % 7 - 3) / 20f;
            examples.add(new Example(new float[] {0.9f, attack ? 0.3f : 0.1f, noise}, attack, 1));
        }
        var fitted = VoteTrainer.fit(examples);
        assertThat(fitted.logit(new float[] {0.9f, 0.3f, 0})).isGreaterThan(1);
        assertThat(fitted.logit(new float[] {0.9f, 0.1f, 0})).isLessThan(-1);
        assertThat(fitted.logit(new float[] {0.9f, 0.1f, 0.1f})).isLessThan(-1);
    }
}
