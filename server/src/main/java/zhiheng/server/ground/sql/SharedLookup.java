package zhiheng.server.ground.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Looks up rows by their keys; those who ask while others are being answered share the next question. Nobody is answered by a question
 * that was put before he asked, so what had been committed by then is seen, as if each asked by himself; nothing is remembered.
 *
 * <p>A question is a way to the database and back, a connection of the pool and some 0.1 ms of CPU at either end, whether it names one
 * key or many.
 */
public final class SharedLookup<K, V> {
    /** Two at a time: should one connection have fallen silent, the others go on. */
    private static final int AT_ONCE = 2;
    /** Statements of few lengths, so that the database knows them. */
    private static final int MOST_KEYS = 64;

    /** One question for all of these keys; those that it does not find are left out. */
    @FunctionalInterface
    public interface Question<K, V> {
        Map<K, V> ask(Set<K> keys);
    }

    /** Somebody's key, and what he is told: at first perhaps that it is his turn to ask. */
    private static final class Asker<K, V> {
        final K key;
        final CompletableFuture<Boolean> turn = new CompletableFuture<>();
        final CompletableFuture<Optional<V>> answer = new CompletableFuture<>();

        Asker(K key) {
            this.key = key;
        }
    }

    private final Question<K, V> question;
    private final Object lock = new Object();
    private List<Asker<K, V>> waiting = new ArrayList<>();
    private int asking;

    public SharedLookup(Question<K, V> question) {
        this.question = question;
    }

    /** The row of the key as it is at some moment of this call. Throws what the question threw. */
    public Optional<V> get(K key) {
        var asker = new Asker<K, V>(key);
        synchronized (lock) {
            if (asking < AT_ONCE) {
                asking++;
                asker.turn.complete(true);
            }
            waiting.add(asker);
        }
        if (asker.turn.join()) {
            ask(taken());
        }
        try {
            return asker.answer.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException own -> throw own;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        }
    }

    /** How many wait for a question to be put. */
    int waiting() {
        synchronized (lock) {
            return waiting.size();
        }
    }

    /** The first that wait; nobody, where another one who had a turn was quicker. */
    private List<Asker<K, V>> taken() {
        synchronized (lock) {
            int many = Math.min(waiting.size(), MOST_KEYS);
            var now = List.copyOf(waiting.subList(0, many));
            waiting = new ArrayList<>(waiting.subList(many, waiting.size()));
            return now;
        }
    }

    private void ask(List<Asker<K, V>> askers) {
        try {
            var keys = new LinkedHashSet<K>();
            askers.forEach(asker -> keys.add(asker.key));
            var found = keys.isEmpty() ? Map.<K, V>of() : question.ask(keys);
            askers.forEach(asker -> asker.answer.complete(Optional.ofNullable(found.get(asker.key))));
        } catch (Throwable e) {
            askers.forEach(asker -> asker.answer.completeExceptionally(e));
        } finally {
            passOn();
            askers.forEach(asker -> asker.turn.complete(false));
        }
    }

    /** To the first that has no turn yet; those that have one take whoever waits then. */
    private void passOn() {
        synchronized (lock) {
            for (var asker : waiting) {
                if (asker.turn.complete(true)) {
                    return;
                }
            }
            asking--;
        }
    }
}
