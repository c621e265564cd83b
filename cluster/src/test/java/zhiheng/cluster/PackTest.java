package zhiheng.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import zhiheng.watch.KeyWatch;
import zhiheng.watch.Limits;
import zhiheng.watch.Tally;
import zhiheng.watch.Watch;
import zhiheng.watch.risk.Ready;
import zhiheng.watch.wire.AlertWire;

class PackTest {
    /** Guards against states that forget something when they are packed: here each is packed after each observation. */
    @Test
    void a_key_that_is_packed_and_unpacked_at_every_observation_raises_the_same_alerts() throws Exception {
        var all = Sample.observations(20, 900, 3);
        var monitors = Watch.byMetric(Ready.live(ZoneOffset.UTC));
        var packed = new HashMap<String, byte[]>();
        var alerts = new TreeMap<String, List<String>>();
        for (var o : all) {
            var name = Names.text(o.key());
            var wanted = monitors.get(o.metric());
            if (KeyWatch.isBad(o)) {
                continue;
            }
            var bytes = packed.get(name);
            var watch = bytes == null
                    ? KeyWatch.start(wanted)
                    : KeyWatch.read(wanted, new DataInputStream(new ByteArrayInputStream(bytes)));
            watch.take(
                    o,
                    Limits.DEFAULT,
                    new Tally(),
                    alert -> alerts.computeIfAbsent(name, k -> new ArrayList<>())
                            .add(HexFormat.of().formatHex(AlertWire.write(alert))));
            packed.put(name, WatchOperator.bytes(watch));
        }
        assertThat(alerts).isEqualTo(Sample.alone(all));
    }
}
