package zhiheng.labels.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.labels.FormatChecks;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.label.Deviation;

class TailTest {
    private static final String CONTENT = "content of the file";
    private static final String LABEL = FormatChecks.LABEL.json();

    @TempDir
    Path folder;

    private static Source file(String tail) {
        return new Source(Edits.latin1(CONTENT + tail));
    }

    private String copied(String tail) throws IOException {
        Path to = Files.createTempFile(folder, "copy", "");
        try (var channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
            var out = new Sink(channel, 100);
            Tail.copy(file(tail), 0, CONTENT.length(), out, new Found(Limits.DEFAULT));
            out.flush();
        }
        return Files.readString(to);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "\0\0%s", "AIGC%s", "{\"AIGC\":%s}", "%s\n"})
    void a_label_behind_the_end_is_found_named_and_left_out_of_a_copy(String form) throws IOException {
        String tail = form.formatted(LABEL);
        var found = new Found(Limits.DEFAULT);
        Tail.read(file(tail), CONTENT.length(), found);
        assertThat(found.labels()).singleElement().satisfies(label -> {
            assertThat(label.label()).isEqualTo(FormatChecks.LABEL);
            assertThat(label.deviations()).contains(Deviation.AFTER_PAYLOAD);
        });
        assertThat(copied(tail).replace("\0", "")).isEqualTo(CONTENT);
    }

    @Test
    void what_others_hung_behind_the_end_stays() throws IOException {
        for (String tail : new String[] {"", "a river", "AIGC is a word", "{\"AIGC\" no label"}) {
            var found = new Found(Limits.DEFAULT);
            Tail.read(file(tail), CONTENT.length(), found);
            assertThat(found.labels()).isEmpty();
            assertThat(copied(tail)).isEqualTo(CONTENT + tail);
        }
    }

    @Test
    void the_last_label_begins_where_the_file_ends_with_it() throws IOException {
        assertThat(Tail.bare(file(LABEL))).isEqualTo(CONTENT.length());
        assertThat(Tail.bare(file("{\"AIGC\" {\"Label\" " + LABEL))).isEqualTo(CONTENT.length() + 17);
        assertThat(Tail.bare(file(LABEL + " and more"))).isEqualTo(CONTENT.length() + LABEL.length() + 9);
        assertThat(Tail.bare(file(""))).isEqualTo(CONTENT.length());
    }
}
