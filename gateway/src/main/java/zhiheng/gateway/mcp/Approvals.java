package zhiheng.gateway.mcp;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Content;
import zhiheng.gateway.Held;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Reviews;
import zhiheng.gateway.Reviews.Ruling;

/**
 * Calls that wait for a person, and those that come again for the outcome: clients of this protocol can do nothing but call again, so a
 * call with the same arguments is the same call. After a restart of the gateway it is put before a person anew.
 */
final class Approvals {
    private static final int MOST = 10_000;
    private static final int LONGEST_WAIT_SECONDS = 120;
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait=([0-9]{1,4})");

    /** What became of a call. */
    sealed interface Outcome {
        /** Nobody was asked about it. */
        record New() implements Outcome {}

        /** A person lets it go to the server. */
        record Go(String by) implements Outcome {}

        /** The server answered before, and a person lets the answer pass. */
        record Answer(byte[] result, String by) implements Outcome {}

        /** @param until when it lapses undecided */
        record Waits(String held, Instant until) implements Outcome {}

        record Rejected(String note, String by) implements Outcome {}

        /** Nobody can be asked, or nobody can say now; {@code why} is for the caller. */
        record Impossible(String why) implements Outcome {}
    }

    private final Reviews reviews;
    private final Map<String, String> waiting = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    Approvals(Reviews reviews) {
        this.reviews = reviews;
    }

    /** What makes two calls the same. */
    static String key(Ask ask, McpDoor.Place place, ObjectNode message) {
        var params = message.path("params").deepCopy();
        if (params instanceof ObjectNode object) {
            object.remove("_meta");
        }
        return McpRecord.sha256((place.system() + '\n' + ask + '\n' + message.path("method") + '\n' + params)
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static Duration wait(@Nullable String prefer) {
        var asked = WAIT.matcher(prefer == null ? "" : prefer);
        return asked.find()
                ? Duration.ofSeconds(Math.min(LONGEST_WAIT_SECONDS, Integer.parseInt(asked.group(1))))
                : Duration.ZERO;
    }

    private synchronized @Nullable String known(String key) {
        return waiting.get(key);
    }

    private synchronized void remember(String key, String id) {
        waiting.put(key, id);
    }

    private synchronized void forget(String key) {
        waiting.remove(key);
    }

    /** What became of a call that came before. */
    Outcome of(String key, String system) {
        var id = known(key);
        return id == null ? new Outcome.New() : ruling(key, system, id);
    }

    private Outcome ruling(String key, String system, String id) {
        Ruling ruling;
        try {
            ruling = reviews.fetch(system, id);
        } catch (RuntimeException down) { // it is still held there, and asked for again with the next call
            return impossible(down);
        }
        switch (ruling) {
            case Ruling.Waiting(var until) -> {
                return new Outcome.Waits(id, until);
            }
            case Ruling.Released(var held, var by) -> {
                forget(key);
                return held.stage() == Held.Stage.OUT
                        ? new Outcome.Answer(held.content().answer(), by)
                        : new Outcome.Go(by);
            }
            case Ruling.Rejected(var note, var by) -> {
                forget(key); // the next one is a new question
                return new Outcome.Rejected(note, by);
            }
            case Ruling.Gone g -> {
                forget(key);
                return new Outcome.New();
            }
            case Ruling.Unknown u -> {
                forget(key);
                return new Outcome.New();
            }
        }
    }

    /**
     * Puts it before a person, and waits for the decision as long as the client asked to.
     *
     * @param answer the result where the server has answered already, null where it has not been asked
     * @return {@link Outcome.Impossible} where the queue does not take it
     */
    Outcome hold(
            String key, McpRecord record, McpDoor.Place place, String reason, byte @Nullable [] answer, Duration wait) {
        var content = Content.of(
                record.call(), answer == null ? "" : "application/json", answer == null ? new byte[0] : answer);
        if (content.cut()) {
            return new Outcome.Impossible("");
        }
        var held = new Held(
                record.id,
                place.system(),
                record.time,
                answer == null ? Held.Stage.IN : Held.Stage.OUT,
                reason,
                Interaction.MCP + place.server(),
                record.permitVersion,
                false,
                content);
        var decided = wait.isZero() ? null : reviews.decided(held.id(), wait).toCompletableFuture();
        Instant until;
        try {
            until = reviews.hold(held);
        } catch (RuntimeException full) {
            return impossible(full);
        }
        record.held = true;
        remember(key, held.id());
        if (decided == null) {
            return new Outcome.Waits(held.id(), until);
        }
        try {
            decided.join();
        } catch (CompletionException e) {
            return new Outcome.Waits(held.id(), until);
        }
        var outcome = ruling(key, place.system(), held.id());
        return outcome instanceof Outcome.New ? new Outcome.Waits(held.id(), until) : outcome;
    }

    private static Outcome impossible(RuntimeException why) {
        return new Outcome.Impossible(why instanceof Reviews.Unreached unreached ? unreached.words() : "");
    }
}
