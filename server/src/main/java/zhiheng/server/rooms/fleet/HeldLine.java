package zhiheng.server.rooms.fleet;

import static zhiheng.server.ground.http.JsonOut.map;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import zhiheng.base.Refusal;
import zhiheng.gateway.Held;
import zhiheng.gateway.Reviews.Ruling;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.http.Reply;

/**
 * Calls at gateways elsewhere that wait for a person, in the office's one queue beside its own: a gateway brings them, waits, and asks
 * what was decided. What was decided is signed like all that lets a call pass.
 */
final class HeldLine {
    static final String WAITING = "waiting";
    static final String RELEASED = "released";
    static final String REJECTED = "rejected";
    static final String GONE = "gone";
    static final String UNKNOWN = "unknown";
    static final int MOST_WAIT_SECONDS = 20;
    private static final int MOST_WORDS = 200;

    private final Supplier<FleetDesk> desk;

    HeldLine(Supplier<FleetDesk> desk) {
        this.desk = desk;
    }

    /** Takes a call into the queue. Its time here is the office's: a gateway whose clock is ahead holds nothing for longer. */
    Reply hold(Member member, Call call) {
        Held held;
        try (var in = new BufferedInputStream(Files.newInputStream(call.file().path()))) {
            held = HeldParcel.read(in).held();
        } catch (IOException | RuntimeException e) {
            throw Problem.badRequest(
                    "等待审批的调用无法读取：" + e.getMessage(), "The call that waits cannot be read: " + e.getMessage());
        }
        if (!isId(held.id())
                || held.reason().length() > MOST_WORDS
                || held.surface().length() > MOST_WORDS) {
            throw Problem.badRequest(
                    "等待审批的调用无法读取：编号、原因或接口。", "The call that waits cannot be read: id, reason or surface.");
        }
        known(member, held.system());
        var now = desk.get().clock().instant();
        var until = desk.get()
                .reviews()
                .hold(new Held(
                        held.id(),
                        held.system(),
                        held.time().isAfter(now) ? now : held.time(),
                        held.stage(),
                        held.reason(),
                        held.surface(),
                        held.permitVersion(),
                        held.labelled(),
                        held.content()));
        return Reply.json(map("until", until.toEpochMilli()));
    }

    private static boolean isId(String id) {
        return id.matches("[A-Za-z0-9_-]{1,64}");
    }

    private static void known(Member member, String system) {
        if (!member.knows(system)) {
            throw Refusal.forbidden(
                    "调用属于本网关无权知道的系统：" + system, "The call is of a system that this gateway may not know: " + system);
        }
    }

    private record Named(String system, String id) {
        static Named of(Member member, JsonIn json) {
            var named = new Named(json.text("system"), json.text("id"));
            known(member, named.system);
            return named;
        }
    }

    /** What became of it. A call that goes on after this is taken on by the gateway that asks. */
    Reply ruling(Member member, Call call) {
        var json = call.json("nonce", "system", "id");
        var nonce = FleetLine.nonce(json);
        var named = Named.of(member, json);
        var head = map("gateway", member.id(), "nonce", nonce, "held", named.id);
        var parcel = switch (desk.get().reviews().fetch(named.system, named.id)) {
            case Ruling.Waiting(var until) -> {
                head.put("until", until.toEpochMilli());
                yield said(head, WAITING);
            }
            case Ruling.Released(var held, var by) -> {
                head.put("ruling", RELEASED);
                head.put("by", by);
                yield HeldParcel.of(held, head);
            }
            case Ruling.Rejected(var note, var by) -> {
                head.put("note", note);
                head.put("by", by);
                yield said(head, REJECTED);
            }
            case Ruling.Gone g -> said(head, GONE);
            case Ruling.Unknown u -> said(head, UNKNOWN);
        };
        var bytes = parcel.bytes();
        return Reply.bytes("application/octet-stream", bytes)
                .with(FleetLine.SIGNATURE, desk.get().key().sign(bytes))
                .with("Cache-Control", "no-store");
    }

    private static HeldParcel said(Map<String, Object> head, String ruling) {
        head.put("ruling", ruling);
        return HeldParcel.of(head);
    }

    /** Whether somebody has decided, after waiting a while for it. It says no more than that it is time to ask. */
    Reply decided(Member member, Call call) {
        var json = call.json("system", "id", "wait");
        var named = Named.of(member, json);
        var wait = Duration.ofSeconds(Math.clamp(json.whole("wait", 0), 0, MOST_WAIT_SECONDS));
        var reviews = desk.get().reviews();
        var decided =
                reviews.decided(named.id, wait).toCompletableFuture(); // before it is looked at, so that none is missed
        if (reviews.isWaiting(named.system, named.id)) {
            decided.join();
        } else {
            decided.complete(null);
        }
        return Reply.json(map("decided", !reviews.isWaiting(named.system, named.id)));
    }
}
