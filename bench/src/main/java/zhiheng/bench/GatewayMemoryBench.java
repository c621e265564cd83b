package zhiheng.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import zhiheng.bench.gateway.Calls;
import zhiheng.bench.gateway.Memory;
import zhiheng.bench.gateway.OpenLoop;
import zhiheng.bench.gateway.Served;

/**
 * Whether the memory of the real server stays flat: {@code gatewayMemory [MINUTES] [RATE]}, by default an hour at 300 calls a second,
 * every tenth streamed, with everything on. Once a minute the server is told to collect all garbage and what is left is read, with its
 * resident memory; the slope after the first quarter is given with its 95 % interval.
 */
public final class GatewayMemoryBench {
    private static final int CONNECTIONS = 64;

    private GatewayMemoryBench() {}

    /** In megabytes. */
    private record Sample(double minute, double live, double meta, double anonymous, double mapped, long answered) {}

    public static void main(String[] args) throws Exception {
        int minutes = args.length > 0 ? Integer.parseInt(args[0]) : 60;
        double rate = args.length > 1 ? Double.parseDouble(args[1]) : 300;
        try (var served = Served.start()) {
            byte[] plain = Calls.request(false, served.key, "");
            byte[] streamed = Calls.request(true, served.key, "");
            var answered = new LongAdder();
            try (var load = new OpenLoop(
                    served.gatewayPort,
                    CONNECTIONS,
                    n -> n % 10 == 0 ? streamed : plain,
                    answer -> answered.increment())) {
                var samples = new ArrayList<Sample>();
                System.out.println(
                        "| minute | live heap, MB | metaspace | resident, own | resident, files | answered |\n"
                                + "|---|---|---|---|---|---|");
                var sampler = Thread.ofPlatform().start(() -> sample(served.pid(), minutes, answered, samples));
                var result = load.run(rate, Duration.ofMinutes(minutes), 0);
                sampler.join();
                System.out.printf(
                        "%n%,d calls, %,d answered, %d not 200, %d broken, %d refused; p50 %.2f ms, p99 %.2f ms, p99.9"
                                + " %.2f ms%n",
                        result.sent(),
                        result.answered(),
                        result.bad(),
                        result.broken(),
                        result.refused(),
                        result.millis(50),
                        result.millis(99),
                        result.millis(99.9));
                var settled = samples.subList(samples.size() / 4, samples.size());
                slope("live heap", settled, Sample::live);
                slope("metaspace", settled, Sample::meta);
                slope("resident, own", settled, Sample::anonymous);
            }
        }
    }

    private static void sample(long pid, int minutes, LongAdder answered, List<Sample> samples) {
        long begin = System.nanoTime();
        var memory = new Memory(pid);
        try {
            for (int minute = 1; minute <= minutes; minute++) {
                Thread.sleep(Math.max(0, minute * 60_000L - (System.nanoTime() - begin) / 1_000_000 - 2_000));
                var sample = new Sample(
                        minute,
                        memory.liveHeap(),
                        memory.metaspace(),
                        memory.status("RssAnon"),
                        memory.status("RssFile"),
                        answered.sum());
                samples.add(sample);
                System.out.printf(
                        "| %d | %.1f | %.1f | %.0f | %.0f | %,d |%n",
                        minute, sample.live, sample.meta, sample.anonymous, sample.mapped, sample.answered);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Least squares; the interval is Student's, as if the minutes were independent. */
    private static void slope(String what, List<Sample> samples, ToDoubleFunction<Sample> of) {
        int n = samples.size();
        if (n < 3) {
            return;
        }
        double meanX = samples.stream().mapToDouble(Sample::minute).average().orElse(0);
        double meanY = samples.stream().mapToDouble(of).average().orElse(0);
        double xx = 0;
        double xy = 0;
        for (var s : samples) {
            xx += (s.minute - meanX) * (s.minute - meanX);
            xy += (s.minute - meanX) * (of.applyAsDouble(s) - meanY);
        }
        double slope = xy / xx;
        double residual = 0;
        for (var s : samples) {
            double error = of.applyAsDouble(s) - meanY - slope * (s.minute - meanX);
            residual += error * error;
        }
        double half = new org.apache.commons.math3.distribution.TDistribution(n - 2).inverseCumulativeProbability(0.975)
                * Math.sqrt(residual / (n - 2) / xx);
        System.out.printf(
                "%s from minute %.0f: %.1f MB, slope %+.2f MB/h [%+.2f, %+.2f]%n",
                what, samples.getFirst().minute, meanY, 60 * slope, 60 * (slope - half), 60 * (slope + half));
    }
}
