package zhiheng.server.rooms.fleet;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import zhiheng.gateway.Held;
import zhiheng.gateway.Reviews;

/**
 * The office's queue of calls that wait for a person, as a gateway elsewhere reaches it. Nothing is kept here: a call that the office
 * does not take is refused, and so is one whose outcome it cannot be asked for, until it can.
 */
final class DistantReviews implements Reviews {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final OfficeLine line;
    private final Map<String, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();

    DistantReviews(OfficeLine line) {
        this.line = line;
    }

    @Override
    public Instant hold(Held held) {
        try {
            var until = line.hold(HeldParcel.of(held, Map.of()).bytes());
            var waits = awaited.get(held.id());
            if (waits != null) {
                Thread.ofVirtual().name("held " + held.id()).start(() -> await(held.system(), held.id(), waits));
            }
            return until;
        } catch (OfficeLine.Refused e) { // its queue is full, it is of an older version, it knows this gateway no more
            throw new IllegalStateException(e.getMessage(), e);
        } catch (IOException e) {
            throw new Unreached(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreached(e);
        }
    }

    private void await(String system, String id, CompletableFuture<Void> waits) {
        while (!waits.isDone()) {
            try {
                if (line.decided(system, id, OfficeLine.WAIT_SECONDS)) {
                    waits.complete(null);
                }
            } catch (IOException away) {
                try {
                    Thread.sleep(PAUSE);
                } catch (InterruptedException e) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public Ruling fetch(String system, String id) {
        try {
            var said = line.ruling(system, id);
            return switch (said.text("ruling")) {
                case HeldLine.WAITING -> new Ruling.Waiting(Instant.ofEpochMilli(said.number("until")));
                case HeldLine.RELEASED -> released(said, system, id);
                case HeldLine.REJECTED -> new Ruling.Rejected(said.text("note"), said.text("by"));
                case HeldLine.GONE -> new Ruling.Gone();
                case HeldLine.UNKNOWN -> new Ruling.Unknown();
                default -> throw new IllegalStateException("a ruling that this version does not know");
            };
        } catch (IOException e) {
            throw new Unreached(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreached(e);
        }
    }

    private static Ruling released(HeldParcel said, String system, String id) {
        var held = said.held();
        if (!held.system().equals(system) || !held.id().equals(id)) {
            throw new IllegalStateException("another call than the one that was asked for");
        }
        return new Ruling.Released(held, said.text("by"));
    }

    @Override
    public CompletionStage<Void> decided(String id, Duration most) {
        var waits = new CompletableFuture<Void>().completeOnTimeout(null, most.toMillis(), TimeUnit.MILLISECONDS);
        awaited.put(id, waits); // asked for before it is held, see await
        return waits.whenComplete((done, never) -> awaited.remove(id, waits));
    }
}
