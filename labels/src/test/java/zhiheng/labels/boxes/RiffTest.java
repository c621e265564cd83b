package zhiheng.labels.boxes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import zhiheng.labels.FormatChecks;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;

class RiffTest {
    private static Found found() {
        return new Found(Limits.DEFAULT);
    }

    @Property(tries = 200)
    void chunks_written_are_found_with_their_content_whatever_their_padding(
            @ForAll @Size(max = 6) List<byte[]> contents) throws IOException {
        byte[] file = contents.stream().map(c -> Riff.chunk("data", c)).reduce(new byte[0], (a, b) -> Edits.join(a, b));
        var in = new Source(file);
        List<Riff> chunks = Riff.list(in, 0, file.length, found());
        assertThat(chunks).hasSameSizeAs(contents);
        long at = 0;
        for (int i = 0; i < chunks.size(); i++) {
            Riff chunk = chunks.get(i);
            assertThat(chunk.at()).isEqualTo(at).isEven();
            assertThat(in.bytes(chunk.body(), chunk.end() - chunk.body())).isEqualTo(contents.get(i));
            at = chunk.next();
        }
        assertThat(at).isEqualTo(file.length);
    }

    @Test
    void the_last_chunk_may_lack_its_padding_and_no_more() throws IOException {
        byte[] whole = Riff.chunk("fact", new byte[3]);
        byte[] unpadded = java.util.Arrays.copyOf(whole, whole.length - 1);
        assertThat(Riff.list(new Source(unpadded), 0, unpadded.length, found())).hasSize(1);
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 2);
        assertThatThrownBy(() -> Riff.list(new Source(cut), 0, cut.length, found()))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("fact");
    }

    @Test
    void a_name_of_control_characters_is_no_chunk() {
        byte[] file = Edits.join(new byte[] {'d', 1, 't', 'a'}, Edits.u32le(0));
        assertThatThrownBy(() -> Riff.at(new Source(file), 0)).isInstanceOf(BadFile.class);
    }

    @Test
    void a_list_gets_its_one_label_and_keeps_what_others_wrote() throws IOException {
        String old = FormatChecks.LABEL.wrappedJson();
        byte[] items = Edits.join(
                Riff.chunk("INAM", Edits.latin1("a river\0")),
                Riff.chunk("AIGC", Edits.latin1("anything")),
                Riff.chunk("ICMT", Edits.latin1(old)),
                Riff.chunk("ICMT", Edits.latin1("ContentProducer is a word of the standard")));
        var in = new Source(items);
        List<Riff> list = Riff.list(in, 0, items.length, found());
        assertThat(list.get(0).text(in, Limits.DEFAULT)).isEqualTo("a river");
        assertThat(list)
                .extracting(item -> item.holdsLabel(in, Limits.DEFAULT))
                .containsExactly(false, true, true, false);

        byte[] labelled = Riff.info(in, list, Limits.DEFAULT, "{}");
        var again = new Source(labelled);
        Riff whole = Riff.at(again, 0);
        assertThat(whole.list(again, "INFO")).isTrue();
        List<Riff> kept = Riff.list(again, whole.body() + 4, whole.end(), found());
        assertThat(kept).extracting(Riff::id).containsExactly("INAM", "ICMT", "AIGC");
        assertThat(kept.getLast().text(again, Limits.DEFAULT)).isEqualTo("{}");
        byte[] none = Riff.info(in, list, Limits.DEFAULT, null);
        assertThat(Riff.list(new Source(none), 12, none.length, found()))
                .extracting(Riff::id)
                .containsExactly("INAM", "ICMT");
    }

    @Test
    void a_text_beyond_the_limit_is_refused() throws IOException {
        byte[] chunk = Riff.chunk("AIGC", "x".repeat(101).getBytes(StandardCharsets.UTF_8));
        var in = new Source(chunk);
        assertThatThrownBy(() -> Riff.at(in, 0).text(in, new Limits(1000, 100, 10, 10)))
                .isInstanceOf(BadFile.class);
    }
}
