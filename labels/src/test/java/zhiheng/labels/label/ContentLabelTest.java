package zhiheng.labels.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import zhiheng.base.JsonReader;

class ContentLabelTest {
    private static Arbitrary<String> values(int least) {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .excludeChars('\\')
                .ofMinLength(least)
                .ofMaxLength(12);
    }

    /** Few producers, so that the same one often meets itself. */
    @Provide
    Arbitrary<ContentLabel> labels() {
        return Combinators.combine(
                        Arbitraries.of(Certainty.class),
                        Arbitraries.of("A", "B", "C"),
                        Arbitraries.of("1", "2"),
                        values(0),
                        Arbitraries.of("A", "B", "C"),
                        values(1),
                        values(0))
                .as(ContentLabel::new);
    }

    @Property
    void the_strict_reader_finds_the_seven_elements_in_their_order(@ForAll("labels") ContentLabel label) {
        Map<String, ?> read = JsonReader.object(label.json(), JsonReader.Limits.BODY);
        assertThat(read).isEqualTo(label.elements());
        assertThat(read.keySet())
                .containsExactly(
                        "Label",
                        "ContentProducer",
                        "ProduceID",
                        "ReservedCode1",
                        "ContentPropagator",
                        "PropagateID",
                        "ReservedCode2");
        assertThat(JsonReader.object(label.wrappedJson(), JsonReader.Limits.BODY))
                .isEqualTo(Map.of("AIGC", label.elements()));
    }

    @Property
    void the_first_producers_words_stay_and_the_last_propagator_is_named(
            @ForAll("labels") ContentLabel old, @ForAll("labels") ContentLabel later) {
        ContentLabel merged = later.mergedOver(old);
        assertThat(merged.contentProducer()).isEqualTo(old.contentProducer());
        assertThat(merged.contentPropagator()).isEqualTo(later.contentPropagator());
        assertThat(merged.propagateId()).isEqualTo(later.propagateId());
        if (!later.contentProducer().equals(old.contentProducer())) {
            assertThat(merged.produceId()).isEqualTo(old.produceId());
            assertThat(merged.reservedCode1()).isEqualTo(old.reservedCode1());
        }
    }

    @Property
    void no_merge_weakens_the_claim(@ForAll("labels") ContentLabel old, @ForAll("labels") ContentLabel later) {
        assertThat(later.mergedOver(old).label()).isLessThanOrEqualTo(old.label());
    }

    @Property
    void a_label_merged_over_itself_or_twice_is_the_same(
            @ForAll("labels") ContentLabel old, @ForAll("labels") ContentLabel later) {
        assertThat(old.mergedOver(old)).isEqualTo(old);
        ContentLabel merged = later.mergedOver(old);
        assertThat(later.mergedOver(merged)).isEqualTo(merged);
    }

    @Property
    void a_character_that_annex_e_forbids_is_refused_by_name_and_position(@ForAll char c) {
        boolean allowed = c >= '!' && c <= '~' && c != '\\';
        if (allowed) {
            assertThat(ContentLabel.of(Certainty.IS, "A", "x" + c).produceId()).endsWith(String.valueOf(c));
        } else {
            assertThatThrownBy(() -> ContentLabel.of(Certainty.IS, "A", "x" + c))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ProduceID: the character at position 2");
        }
    }
}
