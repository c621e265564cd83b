package zhiheng.server.ground.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import zhiheng.base.Ids;
import zhiheng.base.Refusal;
import zhiheng.base.Site;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Outbox;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.OrgNumber;
import zhiheng.office.people.Role;
import zhiheng.office.registry.Orgs;
import zhiheng.server.ground.audit.SecurityEvent;
import zhiheng.server.ground.audit.SecurityLog;
import zhiheng.server.ground.identity.PeopleSql.PersonRow;
import zhiheng.server.ground.identity.PeopleSql.SessionRow;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.StoreException;

/**
 * Who is who: people, passwords, sessions, API tokens and the set-up link of the first administrator. Refuses with
 * {@link Refusal}. Passwords are wiped after use.
 */
public final class Identity {
    /** Passwords are at least this long. */
    public static final int MIN_PASSWORD = 12;

    /** And at most this long. */
    public static final int MAX_PASSWORD = 128;

    /** How long a sign-in lasts. */
    public static final Duration SESSION = Duration.ofHours(12);

    /** It ends sooner when nothing is asked for so long. */
    public static final Duration IDLE = Duration.ofHours(2);

    /** How exactly it is known when a session or token was last used; each time would be a write for each request. */
    static final Duration NOTED = Duration.ofMinutes(1);

    private static final String FIRST = "主管机构 · Authority";

    private static final System.Logger LOG = System.getLogger(Identity.class.getName());

    private final OfficeStore store;
    private final Outbox outbox;
    private final Ids ids;
    private final Clock clock;
    private final Attempts attempts;
    private final Turns turns = new Turns();
    private final Tokens tokens;
    private final Staff staff;
    private final OwnAccount own;
    private final SecondFactor factor;
    private final Tickets tickets;
    private final SecurityLog security;

    /** The tables of people, tokens and sessions. */
    public static List<Migration> schema() {
        return List.of(
                Migration.ofTheFirstVersion(Identity.class, "V2__people.sql"),
                Migration.of(Identity.class, "V3__accounts.sql"),
                Migration.of(Identity.class, "V4__second_factor.sql"),
                Migration.of(Identity.class, "V5__way.sql"));
    }

    /** @param sealer has the key under which keys of second factors are stored */
    public Identity(OfficeStore store, Outbox outbox, Ids ids, Clock clock, Sealer sealer, SecurityLog security) {
        this.security = security;
        this.store = store;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
        this.attempts = new Attempts(clock);
        this.tokens = new Tokens(store, outbox, ids, clock);
        this.staff = new Staff(store, outbox, ids, clock);
        this.own = new OwnAccount(store, outbox, clock, attempts);
        this.factor = new SecondFactor(store, outbox, clock, attempts, sealer);
        this.tickets = new Tickets(clock);
    }

    /** The second factor of people. */
    public SecondFactor factor() {
        return factor;
    }

    /** What administrators do with people. */
    public Staff staff() {
        return staff;
    }

    /** What people do with their own accounts. */
    public OwnAccount own() {
        return own;
    }

    /**
     * Refuses a password that is too short, too long, or among those tried first; it is not wiped.
     *
     * @param own what is known of the person to anybody: login, organisation
     */
    public static void checkPassword(char[] password, String... own) {
        Passwords.check(password, own);
    }

    /** Whether nobody is there yet who could let others in. */
    public boolean withoutAdministrator() {
        return store.read(tx -> !PeopleSql.in(tx).hasAdministrator());
    }

    /** A new one-time set-up token, the one before being void; empty once an administrator exists. */
    public Optional<String> newSetupToken() {
        return store.write(tx -> {
            var people = PeopleSql.in(tx);
            if (people.hasAdministrator()) {
                people.setupHash(null);
                return Optional.empty();
            }
            var token = Secrets.random();
            people.setupHash(Secrets.hash(token));
            return Optional.of(token);
        });
    }

    /** Whether {@code token} would open {@link #setUp}. */
    public boolean setupOpen(String token) {
        return store.read(tx -> setupOpen(PeopleSql.in(tx), token));
    }

    private static boolean setupOpen(PeopleSql people, String token) {
        var hash = people.setupHash();
        return hash.isPresent() && Secrets.same(hash.get(), Secrets.hash(token)) && !people.hasAdministrator();
    }

    /** As {@link #setUp(String, Org.Details, String, String, char[])}, for an authority. */
    public Person setUp(String token, String login, String name, char[] password) {
        return setUp(token, new Org.Details(Org.Kind.AUTHORITY, FIRST, OrgNumber.NONE), login, name, password);
    }

    /** Makes the first administrator and the organisation that runs the installation. */
    public Person setUp(String token, Org.Details first, String login, String name, char[] password) {
        try {
            if (!setupOpen(token)) {
                throw setupVoid();
            }
            Passwords.check(password, login, first.name());
            var org = new Org(ids.next(), Orgs.checked(first), true, 1);
            var person = new PersonRow(
                    ids.next(),
                    org.id(),
                    Staff.login(login),
                    Staff.name(name),
                    Role.ADMINISTRATOR,
                    Passwords.hash(password),
                    true,
                    1);
            return outbox.record((tx, acts) -> {
                var people = PeopleSql.in(tx);
                if (!setupOpen(people, token)) {
                    throw setupVoid();
                }
                people.setupHash(null);
                var self = person.person().actor();
                Orgs.add(store.in(tx), org);
                acts.add(
                        self,
                        "org.created",
                        org.id(),
                        "",
                        "",
                        Map.of("kind", org.kind().name()));
                people.addPerson(person);
                acts.add(self, "person.created", person.id(), "", "", Staff.placed(person));
                return person.person();
            });
        } finally {
            Passwords.wipe(password);
        }
    }

    private static Refusal setupVoid() {
        return Refusal.forbidden(
                "该设置链接已失效。请使用服务器最近一次启动时打印的链接。",
                "This set-up link is void. Use the one printed at the server's last start.");
    }

    /** As {@link #signIn(String, char[], Visitor)}, by a program of no name. */
    public Optional<Session> signIn(String login, char[] password, String remoteAddress) {
        return signIn(login, password, Visitor.at(remoteAddress));
    }

    /** Only for people without a second factor; empty for others, an unknown login or a wrong password alike. */
    public Optional<Session> signIn(String login, char[] password, Visitor visitor) {
        return enter(login, password, visitor) instanceof Entry.In in ? Optional.of(in.session()) : Optional.empty();
    }

    /** Throws {@link TooManyAttempts}. */
    public Entry enter(String login, char[] password, Visitor visitor) {
        try {
            var normal = Staff.normal(login);
            try {
                attempts.begin(normal, visitor.address());
            } catch (TooManyAttempts e) {
                failed(SecurityEvent.Kind.LOCKED_OUT, byLogin(normal).map(Person::id), visitor, "password");
                throw e;
            }
            var found = store.read(tx -> PeopleSql.in(tx).byLogin(normal))
                    .filter(row -> row.active() && !row.password().isEmpty());
            var site = Site.of(visitor.address());
            attempts.beginFrom(site);
            boolean right;
            turns.take(site);
            try {
                right = found.isPresent()
                        ? Passwords.matches(password, found.get().password())
                        : Passwords.nobody(password);
            } finally {
                turns.give(site);
            }
            if (!right || found.isEmpty()) {
                failed(SecurityEvent.Kind.SIGN_IN_FAILED, found.map(PersonRow::id), visitor, "password");
                return new Entry.Refused();
            }
            attempts.succeeded(normal, visitor.address());
            attempts.succeededFrom(site);
            var person = found.get();
            return factor.on(person.id())
                    ? new Entry.CodeWanted(tickets.give(person.id()))
                    : new Entry.In(begin(person, visitor, Way.PASSWORD));
        } finally {
            Passwords.wipe(password);
        }
    }

    /** The second step of a sign-in: a code for a ticket that {@link #enter} gave. Throws {@link TooManyAttempts}. */
    public Entry enterCode(String ticket, String code, Visitor visitor) {
        var person = tickets.holder(ticket)
                .flatMap(id -> store.read(tx -> PeopleSql.in(tx).person(id)))
                .filter(PersonRow::active);
        try {
            if (person.isEmpty() || !factor.passes(person.get().person(), code)) {
                failed(SecurityEvent.Kind.SIGN_IN_FAILED, person.map(PersonRow::id), visitor, "code");
                return new Entry.Refused();
            }
        } catch (TooManyAttempts e) {
            failed(SecurityEvent.Kind.LOCKED_OUT, person.map(PersonRow::id), visitor, "code");
            throw e;
        }
        tickets.take(ticket);
        return new Entry.In(begin(person.get(), visitor, Way.PASSWORD));
    }

    /** Without a person what was typed is not kept: it may be a password in the wrong field. */
    private void failed(SecurityEvent.Kind kind, Optional<String> person, Visitor visitor, String what) {
        security.note(kind, person.orElse(""), "", visitor.address(), person.isPresent() ? what : "unknown");
    }

    /** Whether a ticket is still good for a code. */
    public boolean ticketOpen(String ticket) {
        return tickets.holder(ticket).isPresent();
    }

    /** For whom an identity provider vouched; empty for who may not enter. No password and no code is asked for. */
    public Optional<Session> enterVouched(String personId, Visitor visitor) {
        return store.read(tx -> PeopleSql.in(tx).person(personId))
                .filter(PersonRow::active)
                .map(person -> begin(person, visitor, Way.PROVIDER));
    }

    private Session begin(PersonRow person, Visitor visitor, Way way) {
        var cookie = Secrets.random();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var row = new SessionRow(
                Secrets.hash(cookie), now, now, now.plus(SESSION), visitor.address(), visitor.agent(), way);
        security.note(SecurityEvent.Kind.SIGNED_IN, person.id(), "", visitor.address(), way.name());
        return store.write(tx -> {
            var people = PeopleSql.in(tx);
            people.endExpired(now, now.minus(IDLE));
            people.addSession(person.id(), row);
            return new Session(cookie, person.person(), Secrets.csrf(cookie), row.expires(), way);
        });
    }

    public Optional<Session> session(String cookieValue) {
        var now = clock.instant();
        var live = store.once(tx -> PeopleSql.in(tx).session(Secrets.hash(cookieValue), now, now.minus(IDLE)));
        live.filter(l -> !now.isBefore(l.session().used().plus(NOTED)))
                .ifPresent(l -> noted(people -> people.sessionUsed(l.session().hash(), now)));
        return live.map(l -> new Session(
                cookieValue,
                l.person().person(),
                Secrets.csrf(cookieValue),
                l.session().expires(),
                l.session().way()));
    }

    /** A store that cannot be written to must not keep people from reading. */
    private void noted(Consumer<PeopleSql> use) {
        try {
            store.write(tx -> {
                use.accept(PeopleSql.in(tx));
                return true;
            });
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "the last use could not be noted", e);
        }
    }

    public void signOut(String cookieValue) {
        session(cookieValue)
                .ifPresent(s ->
                        security.note(SecurityEvent.Kind.SIGNED_OUT, s.person().id(), "", "", ""));
        store.write(tx -> {
            PeopleSql.in(tx).endSession(Secrets.hash(cookieValue));
            return true;
        });
    }

    /** Administrators only. A program's way; people are invited, see {@link Staff#invite}. */
    public Person createPerson(Actor actor, String orgId, String login, String name, Role role, char[] password) {
        try {
            return staff.create(actor, login, new Staff.Details(orgId, name, role), password);
        } finally {
            Passwords.wipe(password);
        }
    }

    /** Administrators only. */
    public List<Person> people(Actor actor) {
        return staff.all(actor);
    }

    /** A person who may sign in. */
    public Optional<Person> active(String personId) {
        return store.read(tx -> PeopleSql.in(tx).person(personId))
                .map(PersonRow::person)
                .filter(Person::active);
    }

    /** The person of a login who may sign in. */
    public Optional<Person> byLogin(String login) {
        return store.read(tx -> PeopleSql.in(tx).byLogin(Staff.normal(login)))
                .map(PersonRow::person)
                .filter(Person::active);
    }

    /** Names by id: of all people for those who see all, else of the people of the actor's own organisation. */
    public Map<String, String> names(Actor actor) {
        return store.read(tx -> PeopleSql.in(tx).people()).stream()
                .map(PersonRow::person)
                .filter(person -> Access.sees(actor, person.orgId()))
                .collect(Collectors.toMap(Person::id, Person::name));
    }

    /** Who can be given work on a system: the active people of its organisation, as far as the actor may know of them. */
    public List<Person> assignable(Actor actor, String orgId) {
        if (!Access.sees(actor, orgId)) {
            return List.of();
        }
        return store.read(tx -> PeopleSql.in(tx).of(orgId)).stream()
                .map(PersonRow::person)
                .filter(Person::active)
                .toList();
    }

    /** Refuses a person who cannot be given work on a system of that organisation; "" is nobody and may be. */
    public void checkAssignable(Actor actor, String orgId, String personId) {
        if (!personId.isEmpty() && assignable(actor, orgId).stream().noneMatch(p -> p.id().equals(personId))) {
            throw Refusal.invalid(
                            "请选择该系统所属组织中可登录的人员。",
                            "Choose an active person of the organisation that the system belongs to.")
                    .at("assignee");
        }
    }

    /** Administrators only; ends the person's sessions and tokens. */
    public void disablePerson(Actor actor, String personId) {
        staff.disable(actor, personId);
    }

    /** A token that acts for the actor's organisation with no more rights than the actor's. */
    public NewToken createToken(Actor actor, String label, Role role) {
        return createToken(actor, label, role, Tokens.USUAL);
    }

    /** As {@link #createToken(Actor, String, Role)}, for 1 to 366 days. */
    public NewToken createToken(Actor actor, String label, Role role, Duration lasts) {
        return tokens.create(actor, label, role, lasts);
    }

    /** An administrator's list has all tokens, anybody else's its own. */
    public List<ApiToken> tokens(Actor actor) {
        return tokens.list(actor);
    }

    public void revokeToken(Actor actor, String tokenId) {
        tokens.revoke(actor, tokenId);
    }

    /** Who the bearer of a token acts as. */
    public Optional<Actor> token(String bearer) {
        return token(bearer, "");
    }

    /** As {@link #token(String)}, asked from {@code address}. */
    public Optional<Actor> token(String bearer, String address) {
        var now = clock.instant();
        var token = tokens.row(bearer, now);
        token.filter(t -> t.used() == null || !now.isBefore(t.used().plus(NOTED)))
                .ifPresent(t -> {
                    noted(people -> people.tokenUsed(t.id(), now));
                    security.note(SecurityEvent.Kind.TOKEN_USED, t.id(), "", address, "");
                });
        if (token.isEmpty()) {
            security.note(SecurityEvent.Kind.TOKEN_REFUSED, "", "", address, "");
        }
        return token.map(t -> new Actor(t.id(), t.orgId(), t.role()));
    }
}
