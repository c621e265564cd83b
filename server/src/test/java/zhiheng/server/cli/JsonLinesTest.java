package zhiheng.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.SystemFile;
import zhiheng.server.ground.shell.Speech;

/** Systems from lines, files and folders: in order, each with its place, and what cannot be read does not stop the next. */
class JsonLinesTest {
    private static final PackLibrary LIBRARY = PackLibrary.load(Path.of("src/test/resources/library"));

    @TempDir
    Path folder;

    private static Speech english() {
        var speech = new Speech();
        speech.language = "en";
        return speech;
    }

    private static List<String> told(List<SystemSources.Source> sources) {
        return sources.stream()
                .map(source -> {
                    try {
                        return source.place() + " " + source.read(LIBRARY).name();
                    } catch (PackException e) {
                        return String.valueOf(e.getMessage());
                    }
                })
                .toList();
    }

    private static List<String> lines(InputStream in) {
        try (var lines = new JsonLines("in", in, english())) {
            return told(lines.sources().toList());
        }
    }

    private static List<String> lines(String text) {
        return lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void each_line_is_a_system_and_blank_lines_are_counted_but_none() {
        assertThat(lines("{\"name\":\"A\"}\n\n  \r\n{\"name\":\"B\"}\r\n{\"name\":\"C\"}"))
                .containsExactly("in:1 A", "in:4 B", "in:5 C");
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n\n")).isEmpty();
    }

    @Test
    void a_line_that_cannot_be_read_is_told_with_its_place_and_the_next_still_is() {
        assertThat(lines("{\"name\":\"A\"}\n{\"nam\":\"B\"}\nnonsense\n{\"name\":\"D\"}"))
                .satisfiesExactly(
                        a -> assertThat(a).isEqualTo("in:1 A"),
                        b -> assertThat(b).startsWith("in:2: unknown key 'nam'"),
                        c -> assertThat(c).startsWith("in:3: not valid JSON"),
                        d -> assertThat(d).isEqualTo("in:4 D"));
    }

    @Test
    void a_line_of_any_length_costs_no_more_than_a_line_may() {
        var long_ = "{\"name\":\"" + "x".repeat(SystemFile.MAX_BYTES) + "\"}\n{\"name\":\"B\"}";
        assertThat(lines(long_)).containsExactly("in:1: a line longer than 1 MiB; make it smaller", "in:2 B");
    }

    @Test
    void bytes_that_are_no_text_are_one_bad_line() {
        var bytes = "?\n{\"name\":\"B\"}".getBytes(StandardCharsets.UTF_8);
        bytes[0] = (byte) 0xff;
        assertThat(lines(new ByteArrayInputStream(bytes))).containsExactly("in:1: not UTF-8 text", "in:2 B");
    }

    @Test
    void a_stream_that_breaks_off_is_said_to_and_ends() {
        var broken = new InputStream() {
            private final InputStream first =
                    new ByteArrayInputStream("{\"name\":\"A\"}\n{\"na".getBytes(StandardCharsets.UTF_8));

            @Override
            public int read() throws IOException {
                int b = first.read();
                if (b < 0) {
                    throw new IOException("the pipe broke");
                }
                return b;
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                int b = read();
                into[from] = (byte) b;
                return 1;
            }
        };
        assertThat(lines(broken)).containsExactly("in:1 A", "in:2: cannot be read any further");
    }

    @Test
    void a_folder_gives_its_files_by_name_however_deep_and_passes_over_the_others() throws Exception {
        Files.createDirectories(folder.resolve("b/deep"));
        Files.writeString(folder.resolve("b/deep/two.yaml"), "name: Two\n");
        Files.writeString(folder.resolve("a.JSON"), "{\"name\":\"One\"}");
        Files.writeString(folder.resolve("c.jsonl"), "{\"name\":\"Three\"}\n{\"name\":\"Four\"}\n");
        Files.writeString(folder.resolve("readme.md"), "# none");
        var sources = new SystemSources(english(), InputStream.nullInputStream());
        assertThat(told(sources.of(List.of(folder)).toList()))
                .extracting(line -> line.substring(line.lastIndexOf(' ') + 1))
                .containsExactly("One", "Two", "Three", "Four");
    }

    @Test
    void a_folder_without_systems_and_a_file_that_is_not_there_are_said_to_be_so() throws Exception {
        Files.createDirectories(folder.resolve("empty"));
        var sources = new SystemSources(english(), InputStream.nullInputStream());
        assertThat(told(sources.of(
                                List.of(folder.resolve("empty"), folder.resolve("no.jsonl"), folder.resolve("no.yaml")))
                        .toList()))
                .satisfiesExactly(
                        a -> assertThat(a).endsWith("holds no .yaml, .json or .jsonl file"),
                        b -> assertThat(b).endsWith("no.jsonl: cannot be read"),
                        c -> assertThat(c).endsWith("no.yaml: no such file"));
    }

    @ParameterizedTest
    @CsvSource({"a.yaml,false", "a.json,false", "a.jsonl,true", "A.NDJSON,true", "-,true"})
    void a_single_file_is_one_system_and_lines_are_many(Path path, boolean many) {
        assertThat(SystemSources.many(List.of(path))).isEqualTo(many);
        assertThat(SystemSources.many(List.of(path, path))).isTrue();
    }

    @Test
    void standard_input_is_lines() {
        var in = new ByteArrayInputStream("{\"name\":\"A\"}\n".getBytes(StandardCharsets.UTF_8));
        assertThat(told(new SystemSources(english(), in)
                        .of(List.of(Path.of("-")))
                        .toList()))
                .containsExactly("-:1 A");
    }
}
