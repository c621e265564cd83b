package zhiheng.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;

class PermitFilesTest {
    @TempDir
    Path folder;

    private static Permit permit(String system, long version) {
        return Permit.open(system, ZoneOffset.UTC).numbered(version);
    }

    @Test
    void each_system_has_one_file_that_is_replaced_whole() throws Exception {
        var files = new PermitFiles(folder.resolve("new/permits"));
        files.commit(permit("b", 1));
        files.commit(permit("a", 1));
        var change = new PermitChange(
                "c1",
                permit("a", 1),
                permit("a", 2).with(PermitState.STOPPED),
                "ann",
                "投诉",
                Map.of("alert", Map.of("value", 0.25)));
        files.intend(change);
        files.intend(change);
        assertThat(files.load()).containsExactly(permit("a", 1), permit("b", 1));
        assertThat(files.open().toString()).isEqualTo(List.of(change).toString());
        files.commit(change.after());
        assertThat(new PermitFiles(folder.resolve("new/permits")).load())
                .containsExactly(change.after(), permit("b", 1));
        assertThat(files.open()).isEmpty();
        try (var left = Files.list(folder.resolve("new/permits"))) {
            assertThat(left.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("a.json", "b.json");
        }
    }

    @Test
    void a_file_that_was_being_written_when_the_power_went_is_not_taken_for_a_permit() throws Exception {
        var files = new PermitFiles(folder);
        files.commit(permit("a", 1));
        Files.writeString(folder.resolve("a.json.new"), "{\"system\":\"a\",\"vers");
        assertThat(files.load()).containsExactly(permit("a", 1));
        files.commit(permit("a", 2));
        assertThat(files.load()).containsExactly(permit("a", 2));
    }

    private static PermitChange stop(int version, String reason) {
        return new PermitChange(
                "c" + version,
                permit("a", version - 1),
                permit("a", version).with(PermitState.STOPPED),
                "ann",
                reason,
                Map.of());
    }

    /** No file of these changes can be made from now on, as on a full disk. */
    private void full(PermitChange... changes) throws Exception {
        for (var change : changes) {
            Files.createDirectory(folder.resolve("a." + change.after().version() + ".open.new"));
        }
    }

    @Test
    void a_change_for_which_the_disk_has_no_room_is_noted_in_room_that_was_taken_before() throws Exception {
        var files = new PermitFiles(folder).withReserve();
        files.commit(permit("a", 1));
        var random = new java.util.Random(1);
        var words = new StringBuilder(); // does not deflate into one slot
        random.ints(9_000, 0x4e00, 0x9fa5).forEach(words::appendCodePoint);
        var stops = List.of(stop(2, "投诉"), stop(3, words.toString()), stop(4, "again"));
        full(stops.toArray(PermitChange[]::new));
        stops.forEach(files::intend);
        files.intend(stops.getFirst());
        assertThat(new PermitFiles(folder).open().toString()).isEqualTo(stops.toString());
        files.takeBack(stops.get(1));
        files.commit(stops.getFirst().after());
        assertThat(new PermitFiles(folder).withReserve().open().toString())
                .isEqualTo(List.of(stops.getLast()).toString());
        files.intend(stops.get(1));
        assertThat(files.open()).hasSize(2);
        assertThat(folder.resolve("reserve")).hasSize(1 << 20);
    }

    @Test
    void a_note_that_was_being_written_when_the_power_went_is_none_and_a_full_reserve_says_so() throws Exception {
        var files = new PermitFiles(folder).withReserve();
        var stop = stop(2, "complaint");
        full(stop);
        files.intend(stop);
        var bytes = Files.readAllBytes(folder.resolve("reserve"));
        bytes[20]++;
        Files.write(folder.resolve("reserve"), bytes);
        assertThat(files.open()).isEmpty();
        Files.write(folder.resolve("reserve"), new byte[100]);
        assertThatThrownBy(() -> files.intend(stop)).isInstanceOf(java.io.UncheckedIOException.class);
    }

    @Test
    void a_file_that_cannot_be_read_is_named_with_what_to_do_and_nothing_starts_without_it() throws Exception {
        var files = new PermitFiles(folder);
        files.commit(permit("a", 1));
        Files.writeString(folder.resolve("b.json"), "{\"system\":\"b\",\"caps\":{\"callPerDay\":1}}");
        assertThatThrownBy(files::load).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.text().en()).contains("b.json", "restore it from a backup");
            assertThat(refusal.text().zh()).contains("b.json", "备份");
        });
    }
}
