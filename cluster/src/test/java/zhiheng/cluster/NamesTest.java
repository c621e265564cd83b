package zhiheng.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.watch.Key;
import zhiheng.watch.Observation;
import zhiheng.watch.wire.ObservationWire;
import zhiheng.watch.wire.Unreadable;

class NamesTest {
    /** Guards against streams that are mixed when their names fall on one place of the table. */
    @Test
    void names_that_displace_each_other_stay_their_own() throws Unreadable {
        var names = new Names();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100_000; i++) {
                var o = new Observation("系统" + i, "m" + i % 3, i, 1);
                var bytes = ObservationWire.write(o);
                var name = names.of(bytes, 0, bytes.length);
                assertThat(name.key).isEqualTo(o.key());
                assertThat(Names.key(name.text)).isEqualTo(o.key());
            }
        }
    }

    /** Guards against names decoded anew with each observation, as when two of them share a place. */
    @Test
    void names_in_use_are_decoded_once() throws Unreadable {
        var names = new Names();
        int again = 0;
        var first = new Names.Name[2_000];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < first.length; i++) {
                var bytes = ObservationWire.write(new Observation("system-" + i, "leak.out", i, 1));
                var name = names.of(bytes, 0, bytes.length);
                again += round == 1 && name != first[i] ? 1 : 0;
                first[i] = name;
            }
        }
        assertThat(again).as("one place for each would displace about 118").isLessThan(60);
    }

    @Test
    void a_zero_in_the_name_of_a_system_makes_no_other_key() {
        var odd = new Key("a\0b", "m");
        assertThat(Names.key(Names.text(odd))).isEqualTo(odd);
    }

    @Test
    void a_job_goes_on_from_the_newest_that_is_whole(@TempDir Path folder) throws Exception {
        assertThat(Main.newest(folder.resolve("none"))).isEmpty();
        var savepoint = metadata(folder.resolve("savepoints/savepoint-1"), 2_000);
        metadata(folder.resolve("checkpoints/job/chk-7"), 1_000);
        Files.createDirectories(folder.resolve("checkpoints/job/chk-8")); // cut off: it has none
        assertThat(Main.newest(folder)).hasValue(savepoint);
        var checkpoint = metadata(folder.resolve("checkpoints/job/chk-9"), 3_000);
        assertThat(Main.newest(folder)).hasValue(checkpoint);
    }

    private static String metadata(Path folder, long millis) throws Exception {
        var file = Files.writeString(Files.createDirectories(folder).resolve("_metadata"), "x");
        Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
        return folder.toUri().toString();
    }
}
