/** The monitors of one machine as a Flink job over Kafka: the same classes, the same bytes of state. */
@NullMarked
package zhiheng.cluster;

import org.jspecify.annotations.NullMarked;
