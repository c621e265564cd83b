package zhiheng.watch.simulate;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongToDoubleFunction;

/** Many independent runs over all cores. Run i has its own seed, so the results do not depend on the number of threads. */
final class Runs {
    private static final long GOLDEN =
            0x9E3779B97F4A7C15L; // 2^64 over the golden ratio: the seeds of the runs lie far apart

    private Runs() {}

    /** The results of {@code runs} runs, each given its seed, in the order of the runs. */
    static double[] each(int runs, long seed, int threads, LongToDoubleFunction run) {
        var results = new double[runs];
        var next = new AtomicInteger();
        var failure = new AtomicReference<Throwable>();
        Runnable worker = () -> {
            try {
                for (int i = next.getAndIncrement(); i < runs && failure.get() == null; i = next.getAndIncrement()) {
                    results[i] = run.applyAsDouble(mix(seed + i * GOLDEN));
                }
            } catch (Throwable e) { // an error, too, must not pass for a result
                failure.compareAndSet(null, e);
            }
        };
        var workers = new Thread[Math.clamp(threads, 1, Math.max(1, runs))];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = Thread.ofPlatform().daemon().name("simulate-" + i).start(worker);
        }
        try {
            for (var thread : workers) {
                thread.join();
            }
        } catch (InterruptedException e) {
            failure.compareAndSet(null, new IllegalStateException("the simulation was interrupted", e));
            Thread.currentThread().interrupt();
        }
        switch (failure.get()) {
            case null -> {}
            case Error e -> throw e;
            case RuntimeException e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
        return results;
    }

    /** SplitMix64's finaliser: neighbouring seeds become unrelated ones (Steele, Lea and Flood 2014). */
    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
