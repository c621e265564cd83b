package zhiheng.bench.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;

/**
 * Sends calls at fixed moments, whatever the server does, and measures each from the moment at which it was to be sent. A server that
 * stands still for a second is thereby charged for all the calls of that second, not for the few that were on their way (Tene, How NOT
 * to measure latency). A call whose moment comes while all connections are taken waits for one, and its wait counts.
 */
public final class OpenLoop implements AutoCloseable {
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);

    /**
     * What came of a run.
     *
     * @param refused calls that found no server; {@code broken} those whose connection ended before their answer
     * @param bad answers other than 200
     * @param mostWaiting the most calls that waited for a connection at one time
     * @param micros from the moment meant to the last byte
     */
    public record Result(
            long sent, long answered, long bad, long broken, long refused, int mostWaiting, Histogram micros) {
        /** A percentile in milliseconds. */
        public double millis(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    private record Due(long call, long meant) {}

    private final InetSocketAddress address;
    private final LongFunction<byte[]> requests;
    private final Consumer<Answer> answers;
    private final Selector selector;
    private final Object lock = new Object();
    private final ArrayDeque<Line> free = new ArrayDeque<>();
    private final ArrayDeque<Due> waiting = new ArrayDeque<>();
    private int unopened;
    private int busy;
    private int mostWaiting;
    private long measuredFrom;
    private final Histogram micros = new Histogram(120_000_000L, 3);
    private final LongAdder answered = new LongAdder();
    private final LongAdder bad = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile boolean over;

    /** @param answers is given every whole answer, on one thread; it must not dawdle */
    public OpenLoop(int port, int connections, LongFunction<byte[]> requests, Consumer<Answer> answers)
            throws IOException {
        address = new InetSocketAddress("127.0.0.1", port);
        unopened = connections;
        this.requests = requests;
        this.answers = answers;
        selector = Selector.open();
    }

    /** Runs once. @param unmeasured calls of the beginning, sent and answered but not measured */
    public Result run(double perSecond, Duration time, long unmeasured) throws InterruptedException {
        measuredFrom = unmeasured;
        var reader = Thread.ofPlatform().name("answers").start(this::read);
        long calls = Math.round(perSecond * time.toNanos() / 1e9);
        long begin = System.nanoTime();
        for (long call = 0; call < calls; call++) {
            long meant = begin + Math.round(call * 1e9 / perSecond);
            long early;
            while ((early = meant - System.nanoTime()) > 0) {
                LockSupport.parkNanos(early);
            }
            due(new Due(call, meant));
            next();
        }
        long patience = System.nanoTime() + LAST_ANSWERS.toNanos();
        while (open() > 0 && System.nanoTime() < patience) {
            Thread.sleep(5);
        }
        broken.add(open());
        over = true;
        selector.wakeup();
        reader.join();
        return new Result(calls, answered.sum(), bad.sum(), broken.sum(), refused.sum(), mostWaiting, micros);
    }

    private int open() {
        synchronized (lock) {
            return busy + waiting.size();
        }
    }

    /** Sends a call now, or as soon as a connection is free. All connections are opened before one is used again. */
    private void due(Due due) {
        Line line;
        synchronized (lock) {
            line = unopened > 0 ? null : free.pollFirst();
            if (line == null && unopened == 0) {
                waiting.add(due);
                mostWaiting = Math.max(mostWaiting, waiting.size());
                return;
            }
            busy++;
            unopened -= line == null ? 1 : 0;
        }
        if (line == null) {
            open(due);
        } else {
            send(line, due);
        }
    }

    private void open(Due due) {
        Line line;
        try {
            line = new Line(address);
            line.channel.register(selector, SelectionKey.OP_READ, line);
        } catch (IOException e) {
            refused.increment();
            closed();
            return;
        }
        selector.wakeup();
        send(line, due);
    }

    private void send(Line line, Due due) {
        try {
            line.send(due.call, due.meant, requests.apply(due.call));
        } catch (IOException e) {
            lost(line);
        }
    }

    private void lost(Line line) {
        if (line.close()) {
            broken.increment();
            closed();
        }
    }

    private void closed() {
        synchronized (lock) {
            busy--;
            unopened++;
        }
    }

    /** Sends what waits, as far as there are connections for it. */
    private void next() {
        while (true) {
            Due due;
            synchronized (lock) {
                due = free.isEmpty() && unopened == 0 ? null : waiting.poll();
            }
            if (due == null) {
                return;
            }
            due(due);
        }
    }

    private void read() {
        while (!over) {
            try {
                selector.select(key -> take((Line) key.attachment()));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private void take(Line line) {
        try {
            if (!line.read()) {
                return;
            }
        } catch (IOException e) {
            boolean wasIdle;
            synchronized (lock) {
                wasIdle = free.remove(line);
                unopened += wasIdle ? 1 : 0;
            }
            if (wasIdle) {
                line.close();
            } else {
                lost(line);
            }
            next();
            return;
        }
        var answer = line.take();
        answered.increment();
        if (answer.status() != 200) {
            bad.increment();
        }
        if (answer.call() >= measuredFrom) {
            micros.recordValue(Math.min(120_000_000L, Math.max(0, (answer.done() - answer.meant()) / 1000)));
        }
        answers.accept(answer);
        synchronized (lock) {
            busy--;
            free.addLast(line);
        }
        next();
    }

    @Override
    public void close() throws IOException {
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
