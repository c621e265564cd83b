package zhiheng.drills.suite;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Carries a {@link Plan} out: each prompt on a virtual thread of its own, what was answered before taken from the book. Told of every
 * answer by one thread at a time.
 */
public final class Runner {
    /** Hears of answers as they come. */
    public interface Listener {
        /**
         * @param known whether it was in the book, and nothing was asked
         * @return whether enough is known of the prompt's part
         */
        boolean heard(Probe probe, Answer answer, boolean known);
    }

    private final Upstream upstream;
    private final AnswerBook book;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable RuntimeException failure;
    private @Nullable Plan plan;
    private boolean stopped;

    public Runner(Upstream upstream, AnswerBook book, Clock clock) {
        this.upstream = upstream;
        this.book = book;
        this.clock = clock;
    }

    /** How a run ended, and what it spent. */
    public record End(Plan.Reason reason, long calls, long tokens, double cost) {}

    /** Asks nothing more; what is under way is waited for. */
    public void stop() {
        lock.lock();
        try {
            stopped = true;
            if (plan != null) {
                plan.stop();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public End run(List<Probe> order, Budget budget, Listener listener) throws InterruptedException {
        var open = new ArrayList<Probe>();
        var enough = new java.util.HashSet<String>();
        for (var probe : order) {
            var known = book.of(probe);
            if (known.isEmpty()) {
                open.add(probe);
            } else if (listener.heard(probe, known.get(), true)) {
                enough.add(probe.part());
            }
        }
        var plan = new Plan(open, budget);
        enough.forEach(plan::settle);
        lock.lock();
        try {
            this.plan = plan;
            if (stopped) {
                plan.stop();
            }
        } finally {
            lock.unlock();
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return drive(plan, listener, threads);
        }
    }

    private End drive(Plan plan, Listener listener, java.util.concurrent.Executor threads) throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                if (failure != null) {
                    plan.stop();
                }
                switch (plan.next(clock.instant())) {
                    case Plan.Step.Ask(var probe) -> {
                        book.asking(probe);
                        threads.execute(() -> ask(plan, probe, listener));
                    }
                    case Plan.Step.Wait(var time) -> {
                        // Either an answer or the end of the time; whichever came, the plan is asked again.
                        var ignored = changed.await(time.toNanos(), TimeUnit.NANOSECONDS);
                    }
                    case Plan.Step.End(var reason) -> {
                        if (failure != null) {
                            throw failure;
                        }
                        return new End(reason, plan.calls(), plan.tokens(), plan.cost());
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void ask(Plan plan, Probe probe, Listener listener) {
        Answer answer;
        try {
            answer = upstream.ask(probe);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer = Answer.failed(Answer.Outcome.TIMED_OUT, "interrupted", 0, 0);
        } catch (RuntimeException e) {
            answer = Answer.failed(Answer.Outcome.UNREADABLE, e.getClass().getSimpleName(), 0, 0);
        }
        lock.lock();
        try {
            var now = clock.instant();
            boolean stands = plan.answered(probe, answer, now);
            var dated = answer.at(now.getEpochSecond());
            if (answer.outcome() == Answer.Outcome.BUSY || answer.outcome() == Answer.Outcome.DECLINED) {
                book.untaken(probe);
            } else {
                book.answered(probe, dated);
            }
            if (stands && listener.heard(probe, dated, false)) {
                plan.settle(probe.part());
            }
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }
}
