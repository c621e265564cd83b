package zhiheng.labels.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import zhiheng.labels.FormatChecks;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.label.Deviation;
import zhiheng.labels.label.FoundLabel;

class FoundTest {
    private static final String JSON = FormatChecks.LABEL.json();

    private final Found found = new Found(new Limits(1000, 500, 10, 5));

    @Test
    void a_label_is_kept_with_its_place_its_text_and_how_it_deviates() throws BadFile {
        String wrapped = FormatChecks.LABEL.wrappedJson();
        assertThat(found.label("XMP", wrapped, Deviation.COMPRESSED)).isTrue();
        assertThat(found.labels())
                .singleElement()
                .satisfies(label -> assertThat(label.deviations())
                        .containsExactlyInAnyOrder(Deviation.COMPRESSED, Deviation.WRAPPED))
                .isEqualTo(new FoundLabel(
                        "XMP", FormatChecks.LABEL, found.labels().getFirst().deviations(), wrapped));
    }

    @Test
    void elements_of_another_syntax_are_a_label_too_and_other_values_are_let_pass() throws BadFile {
        assertThat(found.label("front matter", Map.of("AIGC", Map.of("Label", "1")), "raw"))
                .isTrue();
        assertThat(found.label("front matter", Map.of("title", "AIGC"), "raw")).isFalse();
        assertThat(found.label("comment", "made with AIGC")).isFalse();
        assertThat(found.labels()).hasSize(1);
    }

    @Test
    void a_text_longer_than_a_label_may_be_is_refused() throws BadFile {
        assertThat(found.label("XMP", JSON.replace("}", " ".repeat(500 - JSON.length()) + "}")))
                .isTrue();
        assertThatThrownBy(() -> found.label("XMP", JSON.replace("}", " ".repeat(501 - JSON.length()) + "}")))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("500");
    }

    @Test
    void labels_without_end_are_refused_and_those_found_stay() throws BadFile {
        for (int i = 0; i < 1000; i++) {
            found.label("XMP", JSON);
        }
        assertThatThrownBy(() -> found.label("XMP", JSON)).isInstanceOf(BadFile.class);
        assertThat(found.labels()).hasSize(1000);
    }

    @Test
    void parts_depth_and_unfolded_bytes_have_their_limit_for_the_whole_file() throws BadFile {
        for (int i = 0; i < 10; i++) {
            found.step();
        }
        assertThatThrownBy(found::step).isInstanceOf(BadFile.class).hasMessageContaining("10 parts");
        found.depth(5);
        assertThatThrownBy(() -> found.depth(6)).isInstanceOf(BadFile.class).hasMessageContaining("5 levels");
        for (int i = 0; i < 4; i++) {
            found.inflated(1000); // each within its own bound
        }
        assertThatThrownBy(() -> found.inflated(1)).isInstanceOf(BadFile.class).hasMessageContaining("unfold");
    }
}
