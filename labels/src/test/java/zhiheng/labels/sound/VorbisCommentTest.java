package zhiheng.labels.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import zhiheng.labels.FormatChecks;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.format.Found;
import zhiheng.labels.label.Deviation;
import zhiheng.labels.label.FoundLabel;

class VorbisCommentTest {
    private static final String JSON = FormatChecks.LABEL.json();

    private static List<FoundLabel> labels(byte[] comment) throws BadFile {
        var found = new Found(Limits.DEFAULT);
        VorbisComment.parse(comment, 0).labels("comment", found);
        return found.labels();
    }

    @Property(tries = 300)
    void a_comment_takes_and_gives_up_a_label_and_keeps_the_rest_byte_for_byte(
            @ForAll byte[] vendor, @ForAll @Size(max = 8) List<byte[]> entries, @ForAll byte[] rest) throws BadFile {
        byte[] old = new VorbisComment(vendor, entries, rest).withLabel(null);
        byte[] labelled = VorbisComment.parse(old, 0).withLabel(JSON);
        assertThat(labels(labelled)).extracting(FoundLabel::label).containsExactly(FormatChecks.LABEL);
        assertThat(VorbisComment.parse(labelled, 0).withLabel(JSON))
                .as("written again")
                .isEqualTo(labelled);
        assertThat(VorbisComment.parse(labelled, 0).withLabel(null)).isEqualTo(old);
        assertThat(VorbisComment.parse(Edits.join(new byte[7], old), 7).withLabel(null))
                .isEqualTo(old);
    }

    @Test
    void a_name_is_known_in_any_case_and_a_name_that_contains_it_by_its_value() throws BadFile {
        var entries = List.of(
                Edits.latin1("aigc=" + JSON),
                Edits.latin1("X_AIGC_METADATA=" + JSON),
                Edits.latin1("AIGC_TOOL=a river"),
                Edits.latin1("TITLE=" + JSON),
                Edits.latin1("=AIGC"));
        var comment = new VorbisComment(new byte[0], entries, new byte[0]);
        byte[] old = comment.withLabel(null);
        assertThat(VorbisComment.parse(old, 0).entries())
                .as("a label in the title goes too")
                .containsExactly(entries.get(2), entries.get(4));
        var found = new Found(Limits.DEFAULT);
        comment.labels("comment", found);
        assertThat(found.labels()).hasSize(3);
        assertThat(found.labels().getLast().deviations()).contains(Deviation.WRONG_PLACE);
    }

    @Test
    void a_comment_cut_anywhere_is_refused() {
        byte[] whole = new VorbisComment(
                        Edits.latin1("v"), List.of(Edits.latin1("A=b"), Edits.latin1("C=d")), new byte[0])
                .withLabel(null);
        for (int n = 0; n < whole.length; n++) {
            byte[] cut = Arrays.copyOf(whole, n);
            assertThatThrownBy(() -> VorbisComment.parse(cut, 0)).isInstanceOf(BadFile.class);
        }
        byte[] many = Edits.join(Edits.u32le(0), Edits.u32le(0xffffffffL));
        assertThatThrownBy(() -> VorbisComment.parse(many, 0)).isInstanceOf(BadFile.class);
    }
}
