package zhiheng.server.ground.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InOrderTest {
    @Test
    void results_are_told_in_the_order_of_the_items_however_long_each_takes() throws Exception {
        var lastIsDone = new CountDownLatch(1);
        var told = new ArrayList<Integer>();
        InOrder.run(
                IntStream.range(0, 4).iterator(),
                item -> {
                    if (item == 0 && Runtime.getRuntime().availableProcessors() > 1) {
                        await(lastIsDone); // the first item ends after the last
                    }
                    if (item == 3) {
                        lastIsDone.countDown();
                    }
                    return item * item;
                },
                told::add);
        assertThat(told).containsExactly(0, 1, 4, 9);
    }

    @Test
    void only_so_many_items_are_taken_ahead_of_what_was_told() throws Exception {
        var taken = new AtomicInteger();
        var told = new AtomicInteger();
        var most = new AtomicInteger();
        var items = IntStream.range(0, 1_000)
                .peek(i -> most.accumulateAndGet(taken.incrementAndGet() - told.get(), Math::max))
                .iterator();
        InOrder.run(items, item -> item, result -> told.incrementAndGet());
        assertThat(told).hasValue(1_000);
        assertThat(most.get()).isLessThanOrEqualTo(16 * Runtime.getRuntime().availableProcessors() + 1);
    }

    @Test
    void work_that_fails_ends_the_run_with_its_reason_after_what_came_before_it() {
        var told = new ArrayList<Integer>();
        assertThatThrownBy(() -> InOrder.run(
                        IntStream.range(0, 100).iterator(),
                        item -> {
                            if (item == 5) {
                                throw new IllegalArgumentException("item five");
                            }
                            return item;
                        },
                        told::add))
                .hasRootCauseMessage("item five");
        assertThat(told).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void a_line_of_progress_that_nobody_watches_is_not_written() {
        var out = new ByteArrayOutputStream();
        var progress = new Progress(new PrintStream(out, true, StandardCharsets.UTF_8), false);
        progress.show(10, "files");
        progress.end();
        assertThat(out.size()).isZero();
        assertThat(progress.seconds()).isPositive();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
