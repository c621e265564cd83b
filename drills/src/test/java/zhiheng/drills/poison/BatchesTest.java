package zhiheng.drills.poison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;
import zhiheng.drills.kits.Credit;

class BatchesTest {
    private static Batches three() {
        return Batches.none()
                .and("a", "one", Credit.draw(20, 1))
                .and("b", "two", Credit.draw(30, 2))
                .and("c", "one", Credit.draw(10, 3));
    }

    @Test
    void a_roll_back_gives_the_very_set_that_would_be_without_the_batch() {
        var without = three().without("b");
        var never = Batches.none().and("a", "one", Credit.draw(20, 1)).and("c", "one", Credit.draw(10, 3));
        assertThat(without.digest()).isEqualTo(never.digest()).isNotEqualTo(three().digest());
        assertThat(without.data().size()).isEqualTo(30);
        assertThat(without.changed()).isEmpty();
        assertThat(three().origin()).hasSize(60).startsWith(0).endsWith(2);
    }

    @Test
    void a_value_or_a_label_changed_in_place_is_seen() {
        var batches = three();
        batches.all().get(1).rows().labels()[4] ^= 1;
        assertThat(batches.changed()).containsExactly("b");
        batches.all().get(2).rows().inputs()[0][0] += 1;
        assertThat(batches.changed()).containsExactly("b", "c");
    }

    @Test
    void order_is_content_and_names_are_their_own() {
        var turned = Batches.none().and("b", "two", Credit.draw(30, 2)).and("a", "one", Credit.draw(20, 1));
        assertThat(turned.digest()).isNotEqualTo(three().without("c").digest());
        assertThatThrownBy(() -> three().and("a", "x", Credit.draw(1, 1))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> three().without("z")).isInstanceOf(Refusal.class);
    }
}
