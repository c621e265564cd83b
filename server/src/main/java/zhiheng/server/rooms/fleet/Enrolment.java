package zhiheng.server.rooms.fleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Words;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.identity.Secrets;

/**
 * Who belongs to the fleet. An administrator makes a token for a group of gateways; each gateway enrols with it once and has from then on
 * a token of its own, which can be revoked alone. Both are 256 random bits and kept as hashes.
 */
final class Enrolment {
    static final String ENROL = "zhe_";
    static final String OWN = "zhg_";
    private static final Duration MOST = Duration.ofDays(366);

    private static final Duration SEEN_EVERY = Duration.ofSeconds(20);
    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final int MOST_SYSTEMS = 200;
    private static final int LONGEST_TOKEN = 200;

    /** @param at of {@link System#nanoTime} */
    private record Remembered<T>(T value, long at) {}

    /** A token just made; the only moment it can be read. */
    record NewToken(String id, String token) {}

    /** A gateway just enrolled. */
    record NewMember(Member member, String token) {}

    private final OfficeStore store;
    private final Outbox outbox;
    private final FleetKey key;
    private final Clock clock;
    private final Map<String, Instant> noted = new ConcurrentHashMap<>();
    private final Map<String, Remembered<Member>> known = new ConcurrentHashMap<>();
    private volatile @Nullable Remembered<CutOff> rule;

    Enrolment(OfficeStore store, Outbox outbox, FleetKey key, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.key = key;
        this.clock = clock;
    }

    private static void mustRule(Actor actor) {
        if (actor.role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("仅管理员管理网关。", "Only an administrator rules over gateways.");
        }
    }

    /** @param systems those that its gateways may know; null for all */
    NewToken create(Actor actor, String label, @Nullable List<String> systems, Duration lasts) {
        mustRule(actor);
        var name = Input.required("标签", "label", label, Input.NAME);
        if (lasts.isNegative() || lasts.isZero() || lasts.compareTo(MOST) > 0) {
            throw Refusal.invalid("有效期为 1 天至 366 天。", "A token lasts 1 to 366 days.");
        }
        if (systems != null
                && (systems.isEmpty()
                        || systems.size() > MOST_SYSTEMS
                        || new HashSet<>(systems).size() < systems.size())) {
            throw Refusal.invalid(
                    "系统编号 1 至 " + MOST_SYSTEMS + " 个且不重复；全部系统请用 \"*\"。",
                    "Name 1 to " + MOST_SYSTEMS + " systems, each once; \"*\" stands for all.");
        }
        var token = ENROL + Secrets.random() + "." + key.fingerprint();
        var id = outbox.record((tx, acts) -> {
            var act = acts.add(
                    actor,
                    "fleet.token.created",
                    "fleet",
                    "",
                    "",
                    Map.of("label", Words.keptElsewhere(name), "systems", systems == null ? List.of("*") : systems));
            var now = clock.instant();
            FleetSql.in(tx)
                    .add(new FleetSql.Token(act.id(), name, systems, now, now.plus(lasts), false), Secrets.hash(token));
            return act.id();
        });
        return new NewToken(id, token);
    }

    /** No further gateway enrols with it; those that did stay. */
    void revokeToken(Actor actor, String id) {
        mustRule(actor);
        outbox.record((tx, acts) -> {
            if (!FleetSql.in(tx).revokeToken(id)) {
                throw Access.notFound();
            }
            return acts.add(actor, "fleet.token.revoked", "fleet", "", "", Map.of("token", id));
        });
    }

    /**
     * The gateway is known no more: it stops as soon as it asks next, and its shares of the day stay counted as used. Of one that
     * somebody revoked before nothing is left to do.
     */
    void revoke(Actor actor, String id) {
        mustRule(actor);
        outbox.record((tx, acts) -> {
            var rows = FleetSql.in(tx);
            boolean revoked = rows.revokeMember(id);
            if (revoked) {
                acts.add(actor, "fleet.gateway.revoked", "fleet", "", "", Map.of("gateway", id));
            } else if (rows.members().stream().noneMatch(member -> member.id().equals(id))) {
                throw Access.notFound();
            }
            return revoked;
        });
        known.values().removeIf(kept -> kept.value().id().equals(id));
    }

    void set(Actor actor, CutOff cutOff) {
        mustRule(actor);
        outbox.record((tx, acts) -> {
            FleetSql.in(tx).set(cutOff);
            return acts.add(
                    actor,
                    "fleet.cut-off.set",
                    "fleet",
                    "",
                    "",
                    Map.of(
                            "afterSeconds", cutOff.after().toSeconds(),
                            "state", cutOff.stateId(),
                            "stopSeconds", cutOff.stop().toSeconds()));
        });
        rule = null;
    }

    CutOff cutOff() {
        var now = System.nanoTime();
        var kept = rule;
        if (kept == null || now - kept.at() > REMEMBERED.toNanos()) {
            kept = new Remembered<>(store.read(tx -> FleetSql.in(tx).cutOff()), now);
            rule = kept;
        }
        return kept.value();
    }

    List<FleetSql.Token> tokens() {
        return store.read(tx -> FleetSql.in(tx).tokens());
    }

    List<Member> members() {
        return store.read(tx -> FleetSql.in(tx).members());
    }

    /** A gateway enrols. @throws Problem where the token is none, or not any more */
    NewMember enrol(String token, String name, String version) {
        var found = token.startsWith(ENROL)
                ? store.read(tx -> FleetSql.in(tx).tokenOf(Secrets.hash(token)))
                        .filter(t -> !t.revoked() && clock.instant().isBefore(t.expiresAt()))
                : Optional.<FleetSql.Token>empty();
        var by = found.orElseThrow(Problem::unauthorized);
        var called = Input.required("名称", "name", name, Input.NAME);
        var own = OWN + Secrets.random();
        var itself = new Actor("zhiheng", "", Role.ADMINISTRATOR);
        var member = outbox.record((tx, acts) -> {
            var act = acts.add(
                    itself,
                    "fleet.gateway.enrolled",
                    "fleet",
                    "",
                    "",
                    Map.of("token", by.id(), "name", Words.keptElsewhere(called)));
            var now = clock.instant();
            var one = new Member(act.id(), by.id(), called, by.systems(), now, now, version, false);
            FleetSql.in(tx).add(one, Secrets.hash(own));
            return one;
        });
        return new NewMember(member, own);
    }

    /**
     * The gateway that a token belongs to; looked up once a second, so that is how long a revocation on another server of the office
     * takes to be known here.
     *
     * @throws Problem where it is none, or revoked
     */
    Member member(String token) {
        if (!token.startsWith(OWN) || token.length() > LONGEST_TOKEN) {
            throw Problem.unauthorized();
        }
        var hash = Secrets.hash(token);
        long now = System.nanoTime();
        var kept = known.get(hash);
        if (kept == null || now - kept.at() > REMEMBERED.toNanos()) {
            var found = store.read(tx -> FleetSql.in(tx).memberOf(hash)).filter(m -> !m.revoked());
            if (found.isEmpty()) {
                known.remove(hash);
                throw Problem.unauthorized();
            }
            kept = new Remembered<>(found.get(), now);
            known.put(hash, kept);
        }
        return kept.value();
    }

    /** Notes that it was heard, not oftener than needed. */
    void heard(Member member, String version) {
        var now = clock.instant();
        var before = noted.get(member.id());
        if (before == null || before.plus(SEEN_EVERY).isBefore(now)) {
            noted.put(member.id(), now);
            store.write(tx -> {
                FleetSql.in(tx).seen(member.id(), version, now);
                return member;
            });
        }
    }
}
