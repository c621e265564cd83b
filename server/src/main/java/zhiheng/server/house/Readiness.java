package zhiheng.server.house;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import zhiheng.base.Refusal;

/** Whether one of several servers has come so far that it leads or knows who does; the first that is said of it counts. */
final class Readiness {
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final CompletableFuture<Void> said = new CompletableFuture<>();

    void reached() {
        said.complete(null);
    }

    void failed(Throwable why) {
        said.completeExceptionally(why);
    }

    /**
     * Waits for it.
     *
     * @param opens whether an office opens: it may have a large database to bring up to date, and is waited for
     * @throws RuntimeException what was said to have {@link #failed}, or that nothing came
     */
    void await(BooleanSupplier opens, String url) {
        while (true) {
            try {
                said.get(WITHIN.toSeconds(), TimeUnit.SECONDS);
                return;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
            } catch (TimeoutException e) {
                if (!opens.getAsBoolean()) {
                    throw nobody(url);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static Refusal nobody(String url) {
        return Refusal.conflict(
                "数据库 " + url + " 正被另一个单独启动的智衡使用（未给出 --shared），或领导的服务未能就绪。未作任何改动。",
                "The database " + url
                        + " is in use by another Zhiheng that was started on its own (without --shared), or the"
                        + " server that leads does not become ready. Nothing was changed.");
    }
}
