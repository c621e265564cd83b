package zhiheng.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** A state file's name in, its keys out. */
final class ReadFile implements FlatMapFunction<String, Savepoints.Packed> {
    private static final long serialVersionUID = 1;

    private final ZoneId zone;

    ReadFile(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public void flatMap(String file, Collector<Savepoints.Packed> out) throws IOException {
        Savepoints.each(Path.of(file), zone, out);
    }
}
