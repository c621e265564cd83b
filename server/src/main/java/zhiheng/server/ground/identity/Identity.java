package zhiheng.server.ground.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import zhiheng.base.Ids;
import zhiheng.base.Refusal;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Outbox;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.ground.identity.PeopleSql.PersonRow;
import zhiheng.server.ground.sql.Migration;

/**
 * Who is who: people, passwords, sessions, API tokens and the set-up link of the first administrator. Refuses with
 * {@link Refusal}. Passwords are wiped after use.
 */
public final class Identity {
    /** Passwords are at least this long. */
    public static final int MIN_PASSWORD = 10;

    /** How long a sign-in lasts. */
    public static final Duration SESSION = Duration.ofHours(12);

    private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._@-]{2,63}");

    private final OfficeStore store;
    private final Outbox outbox;
    private final Ids ids;
    private final Clock clock;
    private final Attempts attempts;
    private final Tokens tokens;

    /** The tables of people, tokens and sessions. */
    public static List<Migration> schema() {
        return List.of(Migration.ofTheFirstVersion(Identity.class, "V2__people.sql"));
    }

    public Identity(OfficeStore store, Outbox outbox, Ids ids, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
        this.attempts = new Attempts(clock);
        this.tokens = new Tokens(store, outbox, ids, clock);
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

    /** Makes the first administrator and the authority it belongs to. */
    public Person setUp(String token, String login, String name, char[] password) {
        try {
            if (!setupOpen(token)) {
                throw setupVoid();
            }
            Passwords.check(password);
            var org = new Org(ids.next(), Org.Kind.AUTHORITY, "主管机构 · Authority");
            var person = row(org.id(), login, name, Role.ADMINISTRATOR, password);
            return outbox.record((tx, acts) -> {
                var people = PeopleSql.in(tx);
                if (!setupOpen(people, token)) {
                    throw setupVoid();
                }
                people.setupHash(null);
                var self = person(person).actor();
                store.in(tx).addOrg(org);
                acts.add(
                        self,
                        "org.created",
                        org.id(),
                        "",
                        "",
                        Map.of("kind", org.kind().name()));
                people.addPerson(person);
                acts.add(self, "person.created", person.id(), "", "", created(person));
                return person(person);
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

    /** Empty for an unknown login or a wrong password alike; throws {@link TooManyAttempts}. */
    public Optional<Session> signIn(String login, char[] password, String remoteAddress) {
        try {
            var normal = normal(login);
            attempts.begin(normal, remoteAddress);
            var found = store.read(tx -> PeopleSql.in(tx).byLogin(normal)).filter(PersonRow::active);
            var right = found.isPresent()
                    ? Passwords.matches(password, found.get().password())
                    : Passwords.nobody(password);
            if (!right || found.isEmpty()) {
                return Optional.empty();
            }
            attempts.succeeded(normal, remoteAddress);
            var cookie = Secrets.random();
            var now = clock.instant();
            var expires = now.plus(SESSION).truncatedTo(ChronoUnit.MILLIS);
            return store.write(tx -> {
                var people = PeopleSql.in(tx);
                people.endExpired(now);
                people.addSession(Secrets.hash(cookie), found.get().id(), expires);
                return Optional.of(new Session(cookie, person(found.get()), Secrets.csrf(cookie), expires));
            });
        } finally {
            Passwords.wipe(password);
        }
    }

    public Optional<Session> session(String cookieValue) {
        return store.read(tx -> PeopleSql.in(tx).session(Secrets.hash(cookieValue), clock.instant()))
                .map(row -> new Session(cookieValue, person(row.person()), Secrets.csrf(cookieValue), row.expires()));
    }

    public void signOut(String cookieValue) {
        store.write(tx -> {
            PeopleSql.in(tx).endSession(Secrets.hash(cookieValue));
            return true;
        });
    }

    /** Administrators only. */
    public Person createPerson(Actor actor, String orgId, String login, String name, Role role, char[] password) {
        try {
            administrator(actor);
            Passwords.check(password);
            var row = row(orgId, login, name, role, password);
            return outbox.record((tx, acts) -> {
                var org = store.in(tx).org(orgId).orElseThrow(Access::notFound);
                if (org.kind() == Org.Kind.PROVIDER && role.seesAll()) {
                    throw Refusal.invalid(
                            "提供者组织的成员只能是“提供者”角色，其他角色可查看全部组织。",
                            "In a provider's organisation people have the role PROVIDER; the others see every organisation.");
                }
                var people = PeopleSql.in(tx);
                if (people.byLogin(row.login()).isPresent()) {
                    throw Refusal.conflict("该登录名已被使用，请换一个。", "This login is taken; choose another.");
                }
                people.addPerson(row);
                acts.add(actor, "person.created", row.id(), "", "", created(row));
                return person(row);
            });
        } finally {
            Passwords.wipe(password);
        }
    }

    /** Administrators only. */
    public List<Person> people(Actor actor) {
        administrator(actor);
        return store.read(tx -> PeopleSql.in(tx).people()).stream()
                .map(Identity::person)
                .toList();
    }

    /** A person who may sign in. */
    public Optional<Person> active(String personId) {
        return store.read(tx -> PeopleSql.in(tx).person(personId))
                .map(Identity::person)
                .filter(Person::active);
    }

    /** Names by id: of all people for those who see all, else of the people of the actor's own organisation. */
    public Map<String, String> names(Actor actor) {
        return store.read(tx -> PeopleSql.in(tx).people()).stream()
                .map(Identity::person)
                .filter(person -> Access.sees(actor, person.orgId()))
                .collect(Collectors.toMap(Person::id, Person::name));
    }

    /** Administrators only; ends the person's sessions and tokens. */
    public void disablePerson(Actor actor, String personId) {
        administrator(actor);
        if (actor.id().equals(personId)) {
            throw Refusal.invalid("不能停用自己，请另一位管理员操作。", "You cannot disable yourself; ask another administrator.");
        }
        outbox.record((tx, acts) -> {
            var people = PeopleSql.in(tx);
            var person = people.person(personId).orElseThrow(Access::notFound);
            people.disable(person.id());
            if (!people.hasAdministrator()) {
                throw Refusal.invalid(
                        "不能停用最后一位管理员，请先新建另一位管理员。",
                        "The last administrator cannot be disabled; make another one first.");
            }
            acts.add(actor, "person.disabled", person.id(), "", "", Map.of());
            return person;
        });
    }

    /** A token that acts for the actor's organisation with no more rights than the actor's. */
    public NewToken createToken(Actor actor, String label, Role role) {
        return tokens.create(actor, label, role);
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
        return tokens.actor(bearer);
    }

    private PersonRow row(String orgId, String login, String name, Role role, char[] password) {
        var normal = normal(login);
        if (!LOGIN.matcher(normal).matches()) {
            throw Refusal.invalid(
                    "登录名须为3至64个字符，可用字母、数字和 . _ @ -，以字母或数字开头。",
                    "A login has 3 to 64 letters, digits or . _ @ - and begins with a letter or digit.");
        }
        var shown = Input.required("姓名", "name", name, Input.NAME);
        return new PersonRow(ids.next(), orgId, normal, shown, role, Passwords.hash(password), true);
    }

    private static Map<String, Object> created(PersonRow row) {
        return Map.of("org", row.orgId(), "role", row.role().name());
    }

    private static String normal(String login) {
        return login.strip().toLowerCase(Locale.ROOT);
    }

    private static void administrator(Actor actor) {
        if (actor.role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("只有管理员可以管理人员。", "Only an administrator manages people.");
        }
    }

    private static Person person(PersonRow row) {
        return new Person(row.id(), row.orgId(), row.login(), row.name(), row.role(), row.active());
    }
}
