package zhiheng.server.rooms.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;
import zhiheng.drills.target.OnnxTarget;

class AssessModelCommandTest {
    @TempDir
    Path folder;

    private static AssessModelCommand command(String kit) {
        var command = new AssessModelCommand();
        command.kit = kit;
        command.inputs = 10;
        command.budget = 60;
        command.efforts = new double[] {4};
        command.speech.language = "en";
        return command;
    }

    private static String said(AssessModelCommand command) throws Exception {
        var out = System.out;
        var caught = new ByteArrayOutputStream();
        System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            assertThat(command.call()).isZero();
        } finally {
            System.setOut(out);
        }
        return caught.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_kit_of_rows_is_attacked_under_its_constraints() throws Exception {
        assertThat(said(command("credit"))).contains("invented applications", "right before any attack", "effort");
    }

    @Test
    void a_kit_is_written_and_attacked_as_any_other_file() throws Exception {
        var write = command("credit");
        write.write = folder.resolve("credit.onnx");
        said(write);
        try (var target = OnnxTarget.open(write.write)) {
            assertThat(target.classes()).isEqualTo(2);
        }
        var file = command("credit");
        file.kit = null;
        file.file = write.write;
        assertThatThrownBy(file::call).isInstanceOf(Refusal.class).hasMessageContaining("--data");
        file.write = write.write;
        assertThatThrownBy(file::call).isInstanceOf(Refusal.class).hasMessageContaining("--write with --kit");
        file.write = null;
        file.data = Files.writeString(folder.resolve("rows.csv"), "0" + ",1".repeat(10) + "\n");
        assertThatThrownBy(file::call).isInstanceOf(Refusal.class).hasMessageContaining("--table");
    }

    @Test
    void a_line_that_does_not_fit_is_named() throws Exception {
        var rows = folder.resolve("rows.csv");
        Files.writeString(rows, "0,.5,.5\n2,.1,.2\n");
        assertThatThrownBy(() -> LabelledRows.read(rows, 2, 2, 10))
                .hasMessageContaining("rows.csv:2")
                .hasMessageContaining("0 to 1");
        assertThat(LabelledRows.read(rows, 2, 2, 1).size()).isOne();
        Files.writeString(rows, "0,.5,oops\n");
        assertThatThrownBy(() -> LabelledRows.read(rows, 2, 2, 10)).hasMessageContaining("oops");
        Files.writeString(rows, "0,.5\n");
        assertThatThrownBy(() -> LabelledRows.read(rows, 2, 2, 10)).hasMessageContaining("a label and 2 values");
    }

    @Test
    void neither_file_nor_kit_is_refused() {
        assertThatThrownBy(() -> new AssessModelCommand().call())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("--kit");
    }
}
