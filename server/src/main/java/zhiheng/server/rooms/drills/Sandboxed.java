package zhiheng.server.rooms.drills;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.drills.exercise.Fence;
import zhiheng.gateway.permit.Barred;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.Containment;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;
import zhiheng.office.people.Actor;
import zhiheng.server.rooms.gateway.GatewayBooks;
import zhiheng.server.rooms.gateway.KeyRing;
import zhiheng.server.rooms.sample.SampleUpstream;

/**
 * The systems of one live drill while it runs: each with a drill permit, a key of the drill, and a stand-in in the place of its model. A
 * system that serves anybody is not taken; behind the drill it is stopped, as it was.
 */
final class Sandboxed implements AutoCloseable {
    private static final Set<String> INSPECTORS = Set.of("pii", "terms:manipulation");

    /** One system. */
    record One(String system, KeyRing.NewKey key, SampleUpstream standIn) {}

    private final GatewayBooks books;
    private Fence fence;
    private boolean paused;
    private final Actor actor;
    private final String drill;
    private final Map<String, One> bySlot = new LinkedHashMap<>();

    private Sandboxed(GatewayBooks books, Fence fence, Actor actor, String drill) {
        this.books = books;
        this.fence = fence;
        this.actor = actor;
        this.drill = drill;
    }

    /** Whether a system is free for a drill: nobody can call it. @throws Refusal where somebody can */
    static void free(GatewayBooks books, String system, Instant now) {
        var permit = books.permits().of(system);
        var expires = permit == null ? null : permit.expires();
        boolean shut =
                permit == null || permit.state() == PermitState.STOPPED || expires != null && !now.isBefore(expires);
        if (!shut) {
            throw Refusal.conflict(
                    "该系统的许可正在为他人服务，不能用于实操演练：请先停止它，或另行登记一个演练用系统。",
                    "The permit of this system serves others, so no live drill is held on it: stop it first, or register a"
                            + " system for drills.");
        }
        if (books.routes().isDiverted(system)) {
            throw Refusal.conflict("该系统正在另一场演练中。", "This system is in another drill.");
        }
    }

    /**
     * Takes the systems of a drill in.
     *
     * @param standIns makes one
     * @throws Refusal where one of them serves others; then none is taken
     */
    static Sandboxed open(
            GatewayBooks books,
            Actor actor,
            Drill drill,
            Instant from,
            Instant until,
            java.util.function.Supplier<SampleUpstream> standIns) {
        drill.systems().values().forEach(system -> free(books, system, from));
        var fence = new Fence(Set.copyOf(drill.systems().values()), from, until);
        var opened = new Sandboxed(books, fence, actor, drill.id());
        try {
            drill.systems().forEach((slot, system) -> opened.take(slot, system, until, standIns.get()));
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    private void take(String slot, String system, Instant until, SampleUpstream standIn) {
        books.routes().divert(system, standIn.base());
        bySlot.put(slot, new One(system, new KeyRing.NewKey("", ""), standIn));
        var before = books.permits().of(system);
        books.permits()
                .change(
                        permit(system, before == null ? 0 : before.version(), until),
                        actor.id(),
                        "演练许可 / drill permit",
                        Map.of("drill", drill));
        bySlot.put(slot, new One(system, books.keys().create(actor, system, "drill " + drill), standIn));
    }

    private static Permit permit(String system, long version, Instant until) {
        var d = Terms.DEFAULT;
        var scope =
                new Scope(null, null, ZoneOffset.UTC, Set.of(), 0, Set.of(), Set.of(), Map.of(), Set.of(Fence.PURPOSE));
        var terms = new Terms(
                d.explicitLabel(),
                d.implicitLabel(),
                "",
                INSPECTORS,
                Map.of(),
                0,
                d.keepRecordDays(),
                d.whenStoreIsDown(),
                Terms.OnAlert.TELL);
        return new Permit(
                system,
                version,
                PermitState.OPEN,
                Caps.NONE,
                scope,
                terms,
                Containment.NONE,
                until,
                Map.of(),
                Barred.NONE);
    }

    /** The drill stands still: nobody may call its systems, and its key opens nothing. By the drill's own thread, as all calls are. */
    void pause() {
        if (!paused) {
            bySlot.values().forEach(one -> stop(books, actor, one.system(), drill));
            paused = true;
        }
    }

    boolean isPaused() {
        return paused;
    }

    /** It goes on, until a later moment. @throws Refusal where somebody gave a system another permit meanwhile */
    void resume(Instant until) {
        for (var one : bySlot.values()) {
            @Nullable Permit permit = books.permits().of(one.system());
            if (permit == null || !permit.scope().purposes().equals(Set.of(Fence.PURPOSE))) {
                throw Refusal.conflict(
                        "暂停期间该系统另获许可，演练不再继续。",
                        "The system was given another permit in the pause; the drill does not go on.");
            }
            books.permits()
                    .change(
                            permit(one.system(), permit.version(), until),
                            actor.id(),
                            "演练继续 / the drill goes on",
                            Map.of("drill", drill));
        }
        fence = new Fence(fence.systems(), fence.from(), until);
        paused = false;
    }

    One of(String slot) {
        return Objects.requireNonNull(bySlot.get(slot), slot);
    }

    Set<String> slots() {
        return bySlot.keySet();
    }

    /** @throws Refusal where a call to the system would leave the drill */
    void admit(One one, Instant now) {
        @Nullable Permit permit = books.permits().of(one.system());
        fence.admit(
                one.system(),
                now,
                new Fence.Cover(
                        permit == null ? Set.of() : permit.scope().purposes(),
                        permit == null ? null : permit.expires(),
                        books.keys().system(one.key().key()),
                        books.routes().isDiverted(one.system())));
    }

    /** The keys are revoked, the systems stopped again unless somebody gave them another permit, the stand-ins gone. */
    @Override
    public void close() {
        for (var one : bySlot.values()) {
            try {
                if (!one.key().id().isEmpty()) {
                    books.keys().revoke(actor, one.system(), one.key().id());
                }
                stop(books, actor, one.system(), drill);
            } finally {
                books.routes().restore(one.system());
                one.standIn().close();
            }
        }
        bySlot.clear();
    }

    static void stop(GatewayBooks books, Actor actor, String system, String drill) {
        var permit = books.permits().of(system);
        if (permit != null
                && permit.scope().purposes().equals(Set.of(Fence.PURPOSE)) // ours
                && permit.state() != PermitState.STOPPED) {
            books.permits()
                    .change(
                            permit.with(PermitState.STOPPED),
                            actor.id(),
                            "演练结束 / the drill is over",
                            Map.of("drill", drill));
        }
    }
}
