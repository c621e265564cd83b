package zhiheng.bench.season;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NabFolderTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void data_and_windows_are_read_together() throws IOException {
        write("2014-01-01 00:10:00.000000");
        var stream = NabFolder.read(folder).getFirst();
        assertThat(stream.family()).isEqualTo("group");
        assertThat(stream.values()).containsExactly(1, 2.5, 3, 4);
        assertThat(stream.times()[1] - stream.times()[0]).isEqualTo(300_000);
        assertThat(stream.windows()).containsExactly(new Stream.Window(1, 2));
    }

    @Test
    void a_window_at_no_row_is_an_error_that_names_the_file() throws IOException {
        write("2014-01-01 00:11:00.000000");
        assertThatThrownBy(() -> NabFolder.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.csv")
                .hasMessageContaining("2014-01-01T00:11:00Z");
    }

    private void write(String last) throws IOException {
        Files.createDirectories(folder.resolve("data/group"));
        Files.createDirectories(folder.resolve("labels"));
        Files.writeString(folder.resolve("data/group/a.csv"), """
                timestamp,value
                2014-01-01 00:00:00,1
                2014-01-01 00:05:00,2.5
                2014-01-01 00:10:00,3
                2014-01-01 00:15:00,4
                """);
        Files.writeString(folder.resolve("labels/combined_windows.json"), """
                {"group/a.csv": [["2014-01-01 00:05:00.000000", "%s"]]}
                """.formatted(last));
    }
}
