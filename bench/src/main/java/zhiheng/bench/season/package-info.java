/** The rule of the Numenta Anomaly Benchmark, streams to score by it, and simple peers of the seasonal score. */
@NullMarked
package zhiheng.bench.season;

import org.jspecify.annotations.NullMarked;
