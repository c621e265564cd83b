package zhiheng.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.JsonReader;
import zhiheng.packs.LegalDays;
import zhiheng.packs.Pack;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.SystemFile;
import zhiheng.server.ground.shell.Speech;

/** Many systems in one call: one answer a line, in order, whatever is wrong with some of them. */
class ClassifyManyTest {
    private static final PackLibrary LIBRARY = PackLibrary.load(Path.of("../packs/library"));
    private static final LocalDate DAY = LocalDate.parse("2026-11-29");

    @TempDir
    Path temp;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private int exit;

    private List<String> classify(boolean json, String input, Path... paths) {
        var speech = new Speech();
        speech.language = "en";
        var sources = new SystemSources(speech, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        var ids = LIBRARY.packs().stream().map(Pack::id).toList();
        exit = new ClassifyMany(LIBRARY, LegalDays.on(DAY), ids, json, speech)
                .run(sources.of(List.of(paths)), 3, printer(out), printer(err));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static PrintStream printer(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_folder_gives_a_line_for_each_file_by_name() {
        var lines = classify(false, "", Path.of("../examples"));
        assertThat(lines).hasSize(5);
        assertThat(lines.getFirst()).startsWith("Lumi  ").contains("eu-ai-act: ", "duties ", "open ");
        assertThat(said()).contains("5 systems classified, 0 could not be read");
        assertThat(exit).isZero();
    }

    @Test
    void what_guidance_says_stands_behind_all_law_and_is_called_so() {
        assertThat(classify(false, "", Path.of("../examples")))
                .anySatisfy(line -> assertThat(line).containsPattern("cn-labelling-measures: .*: Guidance · "))
                .allSatisfy(line -> assertThat(line).doesNotContainPattern(": Guidance · .*(eu-ai-act|cn-labelling)"));
    }

    @Test
    void what_cannot_be_read_is_said_and_counted_and_the_rest_goes_on() throws Exception {
        var file = temp.resolve("some.jsonl");
        Files.writeString(file, """
                {"name": "A", "facts": {"infers": true}}
                {"name": "B", "facts": {"infer": true}}

                {"name": "C"
                {"name": "D", "name": "D"}
                {"nam": "E"}
                {"name": "F"}
                """);
        var lines = classify(false, "", file, temp.resolve("none.yaml"));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("A  ");
        assertThat(lines.get(1)).startsWith("F  ");
        assertThat(said())
                .contains(file + ":2: unknown fact 'infer'", file + ":4: not valid JSON", file + ":5: not valid JSON")
                .contains(file + ":6: unknown key 'nam'", "none.yaml: no such file")
                .contains("2 systems classified, 5 could not be read");
        assertThat(exit).isEqualTo(2);
    }

    @Test
    void as_json_each_line_names_its_source_or_its_error() {
        var input = "{\"name\": \"A\"}\nx\n";
        var lines = classify(true, input, SystemSources.STANDARD_INPUT);
        assertThat(lines).hasSize(2);
        var good = JsonReader.object(lines.get(0), JsonReader.Limits.RECORD);
        assertThat(good)
                .containsEntry("source", "-:1")
                .containsEntry("system", "A")
                .containsKeys("outcomes", "open");
        assertThat(JsonReader.object(lines.get(1), JsonReader.Limits.RECORD)).containsOnlyKeys("source", "error");
        assertThat(exit).isEqualTo(2);
    }

    @Test
    void a_line_without_end_takes_no_memory_and_the_next_one_is_read() {
        var input = "x".repeat(SystemFile.MAX_BYTES * 3) + "\n{\"name\": \"A\"}";
        assertThat(classify(false, input, SystemSources.STANDARD_INPUT))
                .singleElement()
                .asString()
                .startsWith("A  ");
        assertThat(said()).contains("-:1: a line longer than 1 MiB");
    }

    @Test
    void a_name_cannot_break_the_line() {
        var lines = classify(false, "{\"name\": \"A\\nB\\u2028C\\u001b[31m\"}", SystemSources.STANDARD_INPUT);
        assertThat(lines).singleElement().asString().startsWith("A B C [31m  ");
    }

    @Test
    void answers_keep_the_order_of_the_questions() {
        var input = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            input.append("{\"name\": \"S").append(i).append("\"}\n");
        }
        var lines = classify(false, input.toString(), SystemSources.STANDARD_INPUT);
        for (int i = 0; i < 300; i++) {
            assertThat(lines.get(i)).startsWith("S" + i + " ");
        }
    }

    @Test
    void an_outline_is_the_finding_without_its_reasons() {
        var system = SystemFile.read(LIBRARY, Path.of("../examples/chat-assistant.yaml"));
        var ids = LIBRARY.packs().stream().map(Pack::id).toList();
        var whole = LIBRARY.evaluate(system.facts(), DAY, ids);
        var outline = LIBRARY.outline(system.facts(), DAY, ids);
        assertThat(outline.tiersByPack()).isEqualTo(whole.tiersByPack());
        assertThat(outline.open()).isEqualTo(whole.open());
        assertThat(outline.duties())
                .hasSameSizeAs(whole.duties())
                .allSatisfy(d -> assertThat(d.because()).isEmpty());
    }
}
