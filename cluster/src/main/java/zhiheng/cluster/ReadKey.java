package zhiheng.cluster;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/** Reads the state of a key out of a savepoint. */
@SuppressWarnings("NullAway.Init") // Flink opens it
final class ReadKey extends KeyedStateReaderFunction<String, Savepoints.Packed> {
    private static final long serialVersionUID = 1;

    private transient ValueState<byte[]> packed;

    @Override
    public void open(OpenContext context) {
        packed = getRuntimeContext().getState(WatchOperator.packed());
    }

    @Override
    public void readKey(String key, Context context, Collector<Savepoints.Packed> out) throws Exception {
        out.collect(new Savepoints.Packed(key, packed.value()));
    }
}
