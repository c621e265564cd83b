package zhiheng.server.ground.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zhiheng.base.Ids;
import zhiheng.base.Refusal;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Outbox;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.server.ground.identity.PeopleSql.TokenRow;
import zhiheng.server.ground.sql.SharedLookup;

/** API tokens. A token acts under its own id, so that the ledger tells it from the person who made it. */
record Tokens(OfficeStore store, Outbox outbox, Ids ids, Clock clock, SharedLookup<String, TokenRow> byHash) {
    static final Duration USUAL = Duration.ofDays(90);
    static final Duration LONGEST = Duration.ofDays(366);

    private static final String PREFIX = "zh_";

    Tokens(OfficeStore store, Outbox outbox, Ids ids, Clock clock) {
        this(
                store,
                outbox,
                ids,
                clock,
                new SharedLookup<>(hashes -> store.once(tx -> PeopleSql.in(tx).tokensByHash(hashes))));
    }

    NewToken create(Actor actor, String label, Role role, Duration lasts) {
        if (lasts.compareTo(Duration.ofDays(1)) < 0 || lasts.compareTo(LONGEST) > 0) {
            throw Refusal.invalid(
                    "令牌的有效期为1至" + LONGEST.toDays() + "天。", "A token lasts from 1 to " + LONGEST.toDays() + " days.");
        }
        if (!within(role, actor.role())) {
            throw Refusal.forbidden(
                    "令牌的权限不得超过您自己的权限，请选择其他角色。", "A token has no more rights than you; choose another role.");
        }
        var secret = PREFIX + Secrets.random();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var row = new TokenRow(
                ids.next(),
                actor.id(),
                actor.orgId(),
                Input.required("令牌名称", "token's label", label, Input.NAME),
                role,
                Secrets.hash(secret),
                now,
                now.plus(lasts),
                null,
                false);
        return outbox.record((tx, acts) -> {
            var people = PeopleSql.in(tx);
            if (people.person(actor.id()).isEmpty()) {
                throw Refusal.forbidden("令牌不能新建令牌，请登录后操作。", "A token makes no tokens; sign in to make one.");
            }
            people.addToken(row);
            acts.add(actor, "token.created", row.id(), "", "", Map.of("role", role.name()));
            return new NewToken(row.id(), row.label(), secret, row.expires());
        });
    }

    /** Whether {@code role} has no right that {@code own} lacks. An auditor sees all, so a provider cannot give it. */
    static boolean within(Role role, Role own) {
        return switch (own) {
            case ADMINISTRATOR -> true;
            case OFFICER -> role != Role.ADMINISTRATOR;
            case PROVIDER -> role == Role.PROVIDER;
            case AUDITOR -> role == Role.AUDITOR;
        };
    }

    List<ApiToken> list(Actor actor) {
        return store.read(tx -> PeopleSql.in(tx).tokens()).stream()
                .filter(row -> mayManage(actor, row))
                .map(TokenRow::token)
                .toList();
    }

    void revoke(Actor actor, String tokenId) {
        outbox.record((tx, acts) -> {
            var people = PeopleSql.in(tx);
            var row = people.token(tokenId)
                    .filter(token -> mayManage(actor, token))
                    .orElseThrow(Access::notFound);
            if (!row.revoked()) {
                people.revokeToken(row.id());
                acts.add(actor, "token.revoked", row.id(), "", "", Map.of());
            }
            return row;
        });
    }

    /** A token that lasts and was not revoked. */
    Optional<TokenRow> row(String bearer, Instant now) {
        if (!bearer.startsWith(PREFIX)) {
            return Optional.empty();
        }
        return byHash.get(Secrets.hash(bearer)).filter(row -> now.isBefore(row.expires()));
    }

    private static boolean mayManage(Actor actor, TokenRow row) {
        return actor.role() == Role.ADMINISTRATOR || actor.id().equals(row.personId());
    }
}
