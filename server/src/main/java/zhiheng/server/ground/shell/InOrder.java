package zhiheng.server.ground.shell;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Work on all cores whose results are told one by one in the order of the items. Only so many are under way at once. */
public final class InOrder {
    /** Items in flight for each core: enough that one slow file does not idle the others, few enough to cost no memory. */
    private static final int AHEAD = 16;

    private InOrder() {}

    /** @param items and {@code told} are called by the calling thread */
    public static <T, R> void run(Iterator<T> items, Function<T, R> work, Consumer<R> told)
            throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        var pending = new ArrayDeque<Future<R>>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            try {
                while (items.hasNext() || !pending.isEmpty()) {
                    while (pending.size() < AHEAD * threads && items.hasNext()) {
                        var item = items.next();
                        pending.add(pool.submit(() -> work.apply(item)));
                    }
                    told.accept(pending.remove().get());
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } finally {
                pending.forEach(future -> future.cancel(true));
            }
        }
    }
}
