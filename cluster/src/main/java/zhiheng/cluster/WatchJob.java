package zhiheng.cluster;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;

/**
 * observations topic → unframe, by slot → {@link WatchOperator}, by metric and system → alerts topic, with what cannot be read beside to
 * the dead letters. Offsets read, states and what is written stand or fall together at each checkpoint: an alert is committed exactly once, however
 * often the job is restarted.
 */
public final class WatchJob {
    /** Names under which Flink keeps the states, savepoints too. */
    static final String WATCH = "watch";

    /** How many parts the keys are in; a job has at most so many slots, and it cannot be changed without losing states. */
    static final int KEY_GROUPS = 256;

    private static final Duration RESTART_AFTER = Duration.ofSeconds(1);
    /** Within this a job that died must be back, or its last alerts are given up by the broker; brokers allow this much by default. */
    private static final Duration TRANSACTION = Duration.ofMinutes(15);

    private WatchJob() {}

    /** What the job asks of a cluster, on top of where checkpoints lie. */
    static Configuration configuration() {
        var configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, RESTART_AFTER);
        return configuration;
    }

    /** Adds the job to an environment. */
    static void build(StreamExecutionEnvironment env, JobSettings settings) {
        env.enableCheckpointing(settings.checkpointEvery().toMillis(), CheckpointingMode.EXACTLY_ONCE);
        env.getCheckpointConfig()
                .setExternalizedCheckpointRetention(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        env.getCheckpointConfig()
                .setTolerableCheckpointFailureNumber(Integer.MAX_VALUE); // the broker may be away for long
        env.getConfig().enableObjectReuse();
        env.getConfig().setMaxParallelism(KEY_GROUPS);
        var observations = env.fromSource(source(settings), WatermarkStrategy.noWatermarks(), "observations")
                .uid("observations")
                .process(new Unframe(settings.deadLetters()), TypeInformation.of(Batch.class))
                .name("unframe")
                .uid("unframe");
        var slot = new ToSlot();
        var watched = observations
                .partitionCustom(slot, slot)
                .transform(
                        WATCH,
                        TypeInformation.of(Sent.class),
                        new WatchOperator(
                                settings.zone(), settings.hotKeys(), settings.alerts(), settings.deadLetters()))
                .uid(WATCH);
        // what keyBy would say, had each observation come by itself
        var transformation = (OneInputTransformation<?, ?>) watched.getTransformation();
        transformation.setStateKeyType(Types.STRING);
        stateKeys(transformation);
        watched.union(observations.getSideOutput(Unframe.DEAD))
                .sinkTo(sink(settings))
                .name("alerts")
                .uid("alerts");
    }

    @SuppressWarnings("unchecked") // its input are the pieces
    private static void stateKeys(OneInputTransformation<?, ?> watched) {
        ((OneInputTransformation<Batch, ?>) watched).setStateKeySelector(new NoKey());
    }

    private static KafkaSource<Logged> source(JobSettings settings) {
        var source = KafkaSource.<Logged>builder()
                .setBootstrapServers(settings.brokers())
                .setTopics(settings.observations())
                .setGroupId(settings.name() + "-watch")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new FromLog())
                .setProperties(settings.properties())
                .setProperty("isolation.level", "read_committed")
                .setProperty("partition.discovery.interval.ms", "60000");
        if (settings.whole()) {
            source.setBounded(OffsetsInitializer.latest());
        }
        return source.build();
    }

    private static KafkaSink<Sent> sink(JobSettings settings) {
        return KafkaSink.<Sent>builder()
                .setBootstrapServers(settings.brokers())
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(settings.name() + "-watch")
                .setKafkaProducerConfig(settings.properties())
                .setProperty("transaction.timeout.ms", Long.toString(TRANSACTION.toMillis()))
                .setRecordSerializer(new ToLog())
                .build();
    }
}
