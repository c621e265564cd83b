package zhiheng.labels.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import zhiheng.labels.FormatChecks;
import zhiheng.labels.Samples;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;
import zhiheng.labels.label.FoundLabel;

class XmpTest {
    private static final byte[] FOREIGN = Edits.latin1(Samples.foreignXmp());

    private static List<FoundLabel> read(byte[] packet) throws BadFile {
        var found = new Found(Limits.DEFAULT);
        Xmp.read("XMP", packet, found);
        return found.labels();
    }

    /** Every character that Annex E allows, those that XML knows among them. */
    @Provide
    Arbitrary<ContentLabel> labels() {
        var value = Arbitraries.strings()
                .withCharRange('!', '~')
                .excludeChars('\\')
                .ofMinLength(1)
                .ofMaxLength(60);
        return net.jqwik.api.Combinators.combine(Arbitraries.of(Certainty.class), value, value)
                .as(ContentLabel::of);
    }

    @Property(tries = 300)
    void a_label_comes_back_from_a_new_packet_and_from_one_it_was_merged_into(
            @ForAll("labels") ContentLabel label, @ForAll("labels") ContentLabel later) throws BadFile {
        byte[] fresh = Xmp.fresh(label);
        byte[] merged = Xmp.merge(FOREIGN, label);
        for (byte[] packet : List.of(fresh, merged, Xmp.merge(Xmp.merge(FOREIGN, later), label))) {
            assertThat(read(packet)).extracting(FoundLabel::label).containsExactly(label);
        }
        assertThat(Xmp.without(merged)).as("all that others wrote").isEqualTo(FOREIGN);
        assertThat(Xmp.merge(merged, label)).as("written again").isEqualTo(merged);
    }

    @Property(tries = 100)
    void a_cleared_packet_keeps_its_length_and_has_no_label(@ForAll("labels") ContentLabel label) throws BadFile {
        byte[] merged = Xmp.merge(FOREIGN, label);
        byte[] cleared = Xmp.cleared(merged);
        assertThat(cleared).hasSameSizeAs(merged);
        assertThat(read(cleared)).isEmpty();
        assertThat(TextBytes.latin1(cleared)).startsWith(TextBytes.latin1(FOREIGN));
        assertThat(Xmp.cleared(FOREIGN)).isEqualTo(FOREIGN);
    }

    @Test
    void a_label_under_any_prefix_and_as_an_attribute_is_read() throws BadFile {
        String value = TextBytes.xmlEscape(FormatChecks.LABEL.json());
        byte[] attribute = Edits.latin1(
                Samples.xmp("<rdf:Description xmlns:q='" + Xmp.NAMESPACE + "' q:AIGC='" + value + "' q:other='x'/>"));
        assertThat(read(attribute)).singleElement().satisfies(found -> {
            assertThat(found.label()).isEqualTo(FormatChecks.LABEL);
            assertThat(found.deviations()).containsExactly(Deviation.ATTRIBUTE_FORM);
        });
        assertThat(TextBytes.latin1(Xmp.without(attribute)))
                .contains("q:other='x'")
                .doesNotContain("ContentProducer");
    }

    @Test
    void a_property_of_that_name_in_another_namespace_is_a_label_in_the_wrong_place() throws BadFile {
        byte[] other = Edits.latin1(Samples.xmp("<rdf:Description xmlns:q='http://example.org/'><q:AIGC>"
                + TextBytes.xmlEscape(FormatChecks.LABEL.json()) + "</q:AIGC></rdf:Description>"));
        assertThat(read(other))
                .singleElement()
                .satisfies(found -> assertThat(found.deviations()).containsExactly(Deviation.WRONG_PLACE));
        byte[] mood = Edits.latin1(
                Samples.xmp("<rdf:Description xmlns:q='http://example.org/'><q:AIGC>calm</q:AIGC></rdf:Description>"));
        assertThat(read(mood)).isEmpty();
    }

    @Test
    void the_merged_label_is_about_what_the_packet_is_about() throws BadFile {
        byte[] packet = Edits.latin1(Samples.xmp("<rdf:Description rdf:about='uuid:7'/>"));
        assertThat(TextBytes.latin1(Xmp.merge(packet, FormatChecks.LABEL)))
                .contains("rdf:about=\"uuid:7\" xmlns:TC260");
    }

    @Test
    void a_packet_without_an_end_cannot_take_a_label() {
        assertThatThrownBy(() -> Xmp.merge(Edits.latin1("<x:xmpmeta>"), FormatChecks.LABEL))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("rdf:RDF");
    }

    @Property(tries = 300)
    void any_packet_is_read_without_an_exception_but_a_reason(@ForAll String inside) throws BadFile {
        byte[] packet = ("<a xmlns:q='" + Xmp.NAMESPACE + "'><q:AIGC" + inside + "</q:AIGC>" + inside)
                .getBytes(StandardCharsets.UTF_8);
        assertThat(read(packet)).hasSizeLessThanOrEqualTo(1);
        assertThat(read(Xmp.without(packet))).isEmpty();
    }
}
