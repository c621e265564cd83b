package zhiheng.cluster;

import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.state.api.functions.KeyedStateBootstrapFunction;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/** Writes the states of keys into a savepoint, and the counters once. */
@SuppressWarnings("NullAway.Init") // Flink opens it
final class WriteKey extends KeyedStateBootstrapFunction<String, Savepoints.Packed> implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private final byte[] tally;
    private transient ValueState<byte[]> packed;
    private transient ListState<byte[]> tallies;

    WriteKey(byte[] tally) {
        this.tally = tally;
    }

    @Override
    public void open(OpenContext context) {
        packed = getRuntimeContext().getState(WatchOperator.packed());
    }

    @Override
    public void processElement(Savepoints.Packed one, Context context) throws Exception {
        packed.update(one.state());
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        tallies = context.getOperatorStateStore().getListState(WatchOperator.tallies());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            tallies.update(List.of(tally));
        }
    }
}
