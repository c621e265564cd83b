package zhiheng.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillsTest {
    @TempDir
    Path folder;

    /** Guards against alerts lost, told twice or changed when a task manager or the broker dies: the bytes are those of one machine. */
    @Test
    void alerts_of_a_run_with_kills_are_those_of_one_machine_to_the_byte() throws Exception {
        var all = Sample.observations(24, 1_500, 7);
        var expected = Sample.alone(all);
        assertThat(Rig.count(expected)).isGreaterThan(20);
        try (var rig = new Rig(folder, 3, "hashmap", null);
                var producer = rig.producer(true)) {
            var settings = rig.topics("kills");
            var job = rig.start(settings, 2, null);
            rig.awaitRunning(job);
            int third = all.size() / 3;
            Rig.send(producer, settings, all.subList(0, third), 50);
            rig.cluster.terminateTaskManager(0).get();
            rig.cluster.startTaskManager();
            Rig.send(producer, settings, all.subList(third, third + third / 2), 50);
            rig.broker.kill();
            rig.broker.startAgain();
            Rig.send(producer, settings, all.subList(third + third / 2, 2 * third), 50);
            rig.cluster.terminateTaskManager(1).get();
            Rig.send(producer, settings, all.subList(2 * third, all.size()), 50);
            rig.awaitAlerts(job, settings, Rig.count(expected));
            rig.stop(job); // commits what is still under way, if anything should be
            assertThat(rig.committed(settings.alerts())).isEqualTo(expected);
            assertThat(rig.committed(settings.deadLetters())).isEmpty();
        }
    }
}
