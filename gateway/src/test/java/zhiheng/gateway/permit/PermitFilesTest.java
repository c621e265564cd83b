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
