package zhiheng.server.rooms.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.kits.Net;
import zhiheng.drills.kits.Signs;
import zhiheng.drills.poison.Poisoned;
import zhiheng.drills.poison.Trigger;
import zhiheng.drills.target.Shape;

/** Training pictures of somebody, in files, a file for each delivery. */
class AssessDataCommandTest {
    private static final Shape.Picture SMALL = new Shape.Picture(1, 8, 8);

    @TempDir
    Path folder;

    @Test
    void the_delivery_that_brought_a_trigger_is_named_with_its_rows_and_the_folder_left_as_it_was() throws Exception {
        var signs = Signs.halved(Signs.draw(600, 21));
        var helper = Net.picture(Signs.HALF, 8, 16, 32, Signs.CLASSES.size(), 1);
        var poisoned = Poisoned.trigger(signs, Signs.HALF, Trigger.DEPENDENT, 3, 12, 360, 480, helper, 1);
        for (int b = 0; b < 5; b++) {
            write("d" + b + ".csv", poisoned.data().from(120 * b, 120 * b + 120));
        }
        var before = Files.readAllBytes(folder.resolve("d3.csv"));
        var command = command("3x16x16");
        command.out = folder.resolve("rows.txt");
        var said = said(command, 1);
        assertThat(said)
                .contains(
                        "600 pictures of 10 classes in 5 deliveries",
                        "delivery d3.csv is accused",
                        "without it the digest is")
                .doesNotContain("delivery d0.csv is accused", "delivery d1.csv is accused");
        assertThat(Files.readAllBytes(folder.resolve("d3.csv"))).isEqualTo(before);
        var rows = Files.readAllLines(command.out);
        assertThat(rows).hasSize(601);
        int bad = 0;
        for (var row : rows.subList(1, 21)) {
            if (row.startsWith("\"d3.csv#")) {
                int number = Integer.parseInt(row.substring(8, row.indexOf('"', 8)));
                bad += poisoned.bad()[360 + number - 1] ? 1 : 0;
            }
        }
        assertThat(bad).as("poisoned among the twenty oddest").isGreaterThanOrEqualTo(6);
    }

    @Test
    void one_delivery_alone_is_not_accused_and_what_cannot_be_read_is_named() throws Exception {
        var command = command("1x8x8");
        assertThatThrownBy(command::call).isInstanceOf(Refusal.class).hasMessageContaining("no .csv");
        write("a.csv", stripes(60));
        assertThatThrownBy(command::call).hasMessageContaining("100 to 20000");
        write("a.csv", stripes(120));
        assertThat(said(command, 0)).contains("one delivery alone", "No delivery is accused");
        write("b.csv", stripes(60));
        var rows = Files.readAllLines(folder.resolve("b.csv"));
        rows.set(4, rows.get(4).replaceFirst(",0\\.\\d+", ",7.5"));
        Files.write(folder.resolve("b.csv"), rows);
        assertThatThrownBy(command::call).hasMessageContaining("b.csv#5").hasMessageContaining("7.5");
        Files.writeString(folder.resolve("b.csv"), "1,.5,.5\n");
        assertThatThrownBy(command::call).hasMessageContaining("b.csv:1").hasMessageContaining("64 values");
        Files.writeString(folder.resolve("b.csv"), "900" + ",.5".repeat(64) + "\n");
        assertThatThrownBy(command::call).hasMessageContaining("b.csv:1").hasMessageContaining("900");
    }

    @Test
    void a_call_that_cannot_be_meant_is_refused() {
        var command = command(null);
        assertThatThrownBy(command::call).hasMessageContaining("--shape");
        command.shape = "3x17x16";
        assertThatThrownBy(command::call).hasMessageContaining("no .csv");
        command.kit = true;
        assertThatThrownBy(command::call).hasMessageContaining("a folder, or --kit");
        command.folder = null;
        assertThatThrownBy(command::call).hasMessageContaining("--shape does not go with --kit");
        command.shape = null;
        command.level = 2;
        assertThatThrownBy(command::call).hasMessageContaining("level");
        command.kit = false;
        command.folder = folder.resolve("none");
        command.shape = "1x8x8";
        assertThatThrownBy(command::call).hasMessageContaining("no such folder");
    }

    @Test
    void one_class_alone_and_odd_sides_are_refused() throws IOException {
        var stripes = stripes(120);
        write("a.csv", new Labelled(stripes.inputs(), new int[120]));
        assertThatThrownBy(command("1x8x8")::call).hasMessageContaining("one class alone");
        assertThatThrownBy(command("1x2x32")::call).hasMessageContaining("divide by four");
    }

    private AssessDataCommand command(String shape) {
        var command = new AssessDataCommand();
        command.folder = folder;
        command.shape = shape;
        command.speech.language = "en";
        return command;
    }

    /** Two classes that anybody tells apart: stripes along and across, each a little different. */
    private static Labelled stripes(int count) {
        var inputs = new float[count][SMALL.size()];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
            for (int k = 0; k < inputs[i].length; k++) {
                int at = labels[i] == 0 ? k % 8 : k / 8;
                inputs[i][k] = .1f + .6f * (at % 2) + .003f * ((31 * i + 17 * k) % 97);
            }
        }
        return new Labelled(inputs, labels);
    }

    private void write(String name, Labelled rows) throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            text.append(rows.labels()[i]);
            for (float value : rows.inputs()[i]) {
                text.append(',').append(value);
            }
            text.append('\n');
        }
        Files.writeString(folder.resolve(name), text);
    }

    private static String said(AssessDataCommand command, int code) {
        var out = System.out;
        var caught = new ByteArrayOutputStream();
        System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            assertThat(command.call()).isEqualTo(code);
        } finally {
            System.setOut(out);
        }
        return caught.toString(StandardCharsets.UTF_8);
    }
}
