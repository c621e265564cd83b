package zhiheng.server.ground.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zhiheng.base.Refusal;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Outbox;
import zhiheng.office.people.Access;
import zhiheng.office.people.Org;
import zhiheng.server.ground.identity.PeopleSql.LinkRow;
import zhiheng.server.ground.identity.PeopleSql.PersonRow;
import zhiheng.server.ground.identity.PeopleSql.SessionRow;

/** What a person does with the own account. Passwords are wiped after use. */
public final class OwnAccount {
    private static final int SHOWN = 16;

    private final OfficeStore store;
    private final Outbox outbox;
    private final Clock clock;
    private final Attempts attempts;

    OwnAccount(OfficeStore store, Outbox outbox, Clock clock, Attempts attempts) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
        this.attempts = attempts;
    }

    /** Whose link this is, while it is open. */
    public Optional<Person> invited(String secret) {
        return store.read(tx -> PeopleSql.in(tx).link(Secrets.hash(secret), clock.instant()))
                .map(link -> link.person().person());
    }

    /** Sets the password of whom the link was made for. The link is used up, and whoever was signed in no longer is. */
    public Person enter(String secret, char[] password) {
        try {
            var hash = Secrets.hash(secret);
            var whose = store.read(tx -> PeopleSql.in(tx).link(hash, clock.instant()))
                    .orElseThrow(OwnAccount::linkVoid);
            Passwords.check(password, whose.person().login(), org(whose.person()));
            var stored = Passwords.hash(password);
            return outbox.record((tx, acts) -> {
                var people = PeopleSql.in(tx);
                var person =
                        people.link(hash, clock.instant()).map(LinkRow::person).orElseThrow(OwnAccount::linkVoid);
                set(people, person.id(), stored);
                people.endSessions(person.id());
                acts.add(person.person().actor(), "password.set", person.id(), "", "", Map.of());
                return people.person(person.id()).orElseThrow().person();
            });
        } finally {
            Passwords.wipe(password);
        }
    }

    /** Closes a link that another way of coming in has served. The password, if any, stays. */
    public void used(String secret) {
        store.write(tx -> {
            var people = PeopleSql.in(tx);
            people.link(Secrets.hash(secret), clock.instant())
                    .ifPresent(link -> people.link(link.person().id(), null, Instant.EPOCH));
            return true;
        });
    }

    private String org(PersonRow row) {
        return store.read(tx -> store.in(tx).org(row.orgId())).map(Org::name).orElse("");
    }

    /** Also closes the open link, or somebody else could still set it anew. */
    private static void set(PeopleSql people, String id, String hash) {
        people.setPassword(id, hash);
        people.link(id, null, Instant.EPOCH);
    }

    private static Refusal linkVoid() {
        return Refusal.forbidden(
                "该链接已失效、已过期或已用过。请向管理员索取新的链接。",
                "This link is void, too old or was used. Ask an administrator for a new one.");
    }

    /** Another password; the old one is asked for, and every other session of the person ends. */
    public void changePassword(Session session, char[] old, char[] password) {
        try {
            var id = session.person().id();
            var row = store.read(tx -> PeopleSql.in(tx).person(id)).orElseThrow(Access::notFound);
            attempts.begin(row.login(), "change of the password");
            if (row.password().isEmpty() || !Passwords.matches(old, row.password())) {
                throw Refusal.invalid("原密码不正确。", "The present password is not right.")
                        .at("old");
            }
            attempts.succeeded(row.login(), "change of the password");
            Passwords.check(password, row.login(), org(row));
            var hash = Passwords.hash(password);
            outbox.record((tx, acts) -> {
                var people = PeopleSql.in(tx);
                set(people, id, hash);
                people.endSessionsBut(id, Secrets.hash(session.id()));
                acts.add(session.actor(), "password.set", id, "", "", Map.of());
                return id;
            });
        } finally {
            Passwords.wipe(old);
            Passwords.wipe(password);
        }
    }

    /** Where the person is signed in, the last used first. */
    public List<SignedIn> places(Session session) {
        var here = Secrets.hash(session.id());
        return rows(session).stream()
                .map(row -> new SignedIn(
                        shown(row),
                        row.started(),
                        row.used(),
                        row.address(),
                        row.agent(),
                        row.hash().equals(here)))
                .toList();
    }

    /** Ends one of {@link #places}. */
    public void end(Session session, String place) {
        var row = rows(session).stream()
                .filter(r -> shown(r).equals(place))
                .findFirst()
                .orElseThrow(Access::notFound);
        store.write(tx -> {
            PeopleSql.in(tx).endSession(row.hash());
            return true;
        });
    }

    /** Ends all of them, this one too. */
    public void endAll(Session session) {
        store.write(tx -> {
            PeopleSql.in(tx).endSessions(session.person().id());
            return true;
        });
    }

    private List<SessionRow> rows(Session session) {
        var now = clock.instant();
        return store.read(tx -> PeopleSql.in(tx).sessions(session.person().id(), now, now.minus(Identity.IDLE)));
    }

    private static String shown(SessionRow row) {
        return row.hash().substring(0, SHOWN);
    }
}
