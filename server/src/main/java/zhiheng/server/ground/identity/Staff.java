package zhiheng.server.ground.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import zhiheng.base.Ids;
import zhiheng.base.Refusal;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Transaction;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Fit;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.Orgs;
import zhiheng.server.ground.identity.PeopleSql.PersonRow;

/** What an administrator does with people. Nobody learns another's password: people come in by a link and set it. */
public final class Staff implements Orgs.Members {
    /** How long a link lasts. */
    public static final Duration LINK = Duration.ofDays(7);

    private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._@-]{2,63}");

    private final OfficeStore store;
    private final Outbox outbox;
    private final Ids ids;
    private final Clock clock;

    Staff(OfficeStore store, Outbox outbox, Ids ids, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    /** What may be changed of a person. */
    public record Details(String orgId, String name, Role role) {}

    @Override
    public Set<Role> roles(Transaction tx, String orgId) {
        return PeopleSql.in(tx).roles(orgId);
    }

    public List<Person> all(Actor actor) {
        administrator(actor);
        return store.read(tx -> PeopleSql.in(tx).people()).stream()
                .map(PersonRow::person)
                .toList();
    }

    public Person one(Actor actor, String id) {
        administrator(actor);
        return store.read(tx -> PeopleSql.in(tx).person(id))
                .map(PersonRow::person)
                .orElseThrow(Access::notFound);
    }

    /** A person whose password a program knows, for set-ups without anybody at a screen. */
    Person create(Actor actor, String login, Details details, char[] password) {
        administrator(actor);
        Passwords.check(password, login, org(details.orgId()));
        return add(actor, row(login, details, Passwords.hash(password)), "").person();
    }

    private String org(String id) {
        return store.read(tx -> store.in(tx).org(id)).map(Org::name).orElse("");
    }

    /** The people of the actor's own organisation, for those who invite there. */
    public List<Person> colleagues(Actor actor) {
        if (actor.role() != Role.OFFICER && actor.role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("只有管理员和监管人员可以邀请人员。", "Only administrators and officers invite people.");
        }
        return store.read(tx -> PeopleSql.in(tx).of(actor.orgId())).stream()
                .map(PersonRow::person)
                .toList();
    }

    /** Officers invite colleagues: into their own organisation, as officer or auditor, so that nobody gains more than they have. */
    private static void mayInvite(Actor actor, Details details) {
        boolean colleague = actor.role() == Role.OFFICER
                && details.orgId().equals(actor.orgId())
                && (details.role() == Role.OFFICER || details.role() == Role.AUDITOR);
        if (!colleague) {
            administrator(actor);
        }
    }

    /** A person, and the link by which it comes in for the first time. */
    public PasswordLink invite(Actor actor, String login, Details details) {
        mayInvite(actor, details);
        return add(actor, row(login, details, ""), Secrets.random());
    }

    /** @param secret of the link to come in by; empty for none */
    private PasswordLink add(Actor actor, PersonRow row, String secret) {
        var expires = clock.instant().plus(LINK).truncatedTo(ChronoUnit.MILLIS);
        return outbox.record((tx, acts) -> {
            fits(tx, row);
            var people = PeopleSql.in(tx);
            if (people.byLogin(row.login()).isPresent()) {
                throw Refusal.conflict("该登录名已被使用，请换一个。", "This login is taken; choose another.");
            }
            people.addPerson(row);
            acts.add(actor, "person.created", row.id(), "", "", placed(row));
            if (!secret.isEmpty()) {
                people.link(row.id(), Secrets.hash(secret), expires);
                acts.add(actor, "password.link", row.id(), "", "", Map.of());
            }
            return new PasswordLink(row.person(), secret, expires);
        });
    }

    /** A link for who forgot the password or lost the invitation; the one before it is void. */
    public PasswordLink link(Actor actor, String personId) {
        administrator(actor);
        var secret = Secrets.random();
        var expires = clock.instant().plus(LINK).truncatedTo(ChronoUnit.MILLIS);
        return outbox.record((tx, acts) -> {
            var people = PeopleSql.in(tx);
            var row = people.person(personId).orElseThrow(Access::notFound);
            notErased(row);
            if (!row.active()) {
                throw Refusal.invalid("此人已停用，请先启用。", "This person is disabled; enable them first.");
            }
            people.link(row.id(), Secrets.hash(secret), expires);
            acts.add(actor, "password.link", row.id(), "", "", Map.of());
            return new PasswordLink(row.person(), secret, expires);
        });
    }

    /**
     * Another name, role or organisation, if the person still is as seen. Another role or organisation ends the sessions and
     * the tokens that would now be too much.
     */
    public Person change(Actor actor, String id, long seenVersion, Details details) {
        var name = name(details.name());
        return change(actor, id, seenVersion, "person.changed", row -> {
            if (actor.id().equals(id) && details.role() != row.role()) {
                throw Refusal.invalid(
                        "不能更改自己的角色，请另一位管理员操作。", "You cannot change your own role; ask another administrator.");
            }
            return row.with(details.orgId(), name, details.role(), row.active());
        });
    }

    /** Ends the person's sessions and tokens. */
    public Person disable(Actor actor, String id) {
        if (actor.id().equals(id)) {
            administrator(actor);
            throw Refusal.invalid("不能停用自己，请另一位管理员操作。", "You cannot disable yourself; ask another administrator.");
        }
        return change(actor, id, ANY, "person.disabled", row -> row.with(row.orgId(), row.name(), row.role(), false));
    }

    /** With the password of before; tokens stay revoked. */
    public Person enable(Actor actor, String id) {
        return change(actor, id, ANY, "person.enabled", row -> row.with(row.orgId(), row.name(), row.role(), true));
    }

    /**
     * Erases a person who was disabled before: name and login give way to a pseudonym everywhere, since all else names people by id;
     * what they did stays in the ledger.
     *
     * @param login typed again by who means it
     * @param others what other tables hold of the person, in the same transaction
     */
    public Person erase(Actor actor, String id, String login, Consumer<Transaction> others) {
        administrator(actor);
        return outbox.record((tx, acts) -> {
            var people = PeopleSql.in(tx);
            var before = people.person(id).orElseThrow(Access::notFound);
            if (before.person().isErased()) {
                throw Refusal.conflict("此人的信息已删除。", "This person has been erased already.");
            }
            if (before.active()) {
                throw Refusal.conflict("请先停用此人，再删除其个人信息。", "Disable the person first, then erase them.");
            }
            if (!before.login().equals(normal(login))) {
                throw Refusal.invalid(
                                "请输入此人的登录名以确认；删除后无法恢复。",
                                "Type the person's login to confirm; what is erased does not come back.")
                        .at("confirm");
            }
            people.erase(id, Person.ERASED + id, AiSystem.pseudonym(id));
            others.accept(tx);
            acts.add(actor, "person.erased", id, "", "", Map.of());
            return people.person(id).orElseThrow(Access::notFound).person();
        });
    }

    private static void notErased(PersonRow row) {
        if (row.person().isErased()) {
            throw Refusal.conflict("此人的信息已删除，不能再更改。", "This person was erased and is not changed any more.");
        }
    }

    /** Ends all sessions of a person. */
    public void signOutEverywhere(Actor actor, String id) {
        administrator(actor);
        store.write(tx -> {
            PeopleSql.in(tx).endSessions(id);
            return true;
        });
    }

    private static final long ANY = -2;

    private Person change(Actor actor, String id, long seenVersion, String act, UnaryOperator<PersonRow> how) {
        administrator(actor);
        return outbox.record((tx, acts) -> {
            var people = PeopleSql.in(tx);
            var before = people.person(id).orElseThrow(Access::notFound);
            notErased(before);
            if (seenVersion != ANY && before.version() != seenVersion) {
                throw Refusal.conflict(
                        "此人的信息已被他人修改。请核对现有内容后再保存。",
                        "This person was changed meanwhile. Look at what is there now, then save again.");
            }
            var after = how.apply(before);
            var changed = changed(before, after);
            if (changed.isEmpty()) {
                return before.person();
            }
            if (after.active()) {
                fits(tx, after);
            }
            people.change(after);
            if (!people.hasAdministrator()) {
                throw Refusal.invalid(
                        "这是最后一位管理员，请先新建另一位管理员。", "This is the last administrator; make another one first.");
            }
            end(people, before, after);
            acts.add(actor, act, id, "", "", details(act, after, changed));
            return after.person();
        });
    }

    private static void end(PeopleSql people, PersonRow before, PersonRow after) {
        if (!after.active()) {
            people.link(after.id(), null, java.time.Instant.EPOCH);
        }
        if (!after.active() || !before.orgId().equals(after.orgId())) {
            people.revokeTokens(after.id());
        } else if (before.role() != after.role()) {
            people.tokens().stream()
                    .filter(token -> token.personId().equals(after.id()) && !Tokens.within(token.role(), after.role()))
                    .forEach(token -> people.revokeToken(token.id()));
        }
        if (!after.active() || before.role() != after.role() || !before.orgId().equals(after.orgId())) {
            people.endSessions(after.id());
        }
    }

    private static List<String> changed(PersonRow before, PersonRow after) {
        var changed = new ArrayList<String>();
        if (!before.name().equals(after.name())) {
            changed.add("name");
        }
        if (before.role() != after.role()) {
            changed.add("role");
        }
        if (!before.orgId().equals(after.orgId())) {
            changed.add("org");
        }
        if (before.active() != after.active()) {
            changed.add("active");
        }
        return changed;
    }

    private static Map<String, Object> details(String act, PersonRow after, List<String> changed) {
        return act.equals("person.changed")
                ? Map.of("org", after.orgId(), "role", after.role().name(), "changed", changed)
                : Map.of();
    }

    private void fits(Transaction tx, PersonRow row) {
        Fit.check(row.role(), store.in(tx).org(row.orgId()).orElseThrow(Access::notFound));
    }

    private PersonRow row(String login, Details details, String password) {
        return new PersonRow(
                ids.next(), details.orgId(), login(login), name(details.name()), details.role(), password, true, 1);
    }

    static Map<String, Object> placed(PersonRow row) {
        return Map.of("org", row.orgId(), "role", row.role().name());
    }

    /** A login as it is kept; refused where it cannot be one. */
    public static String login(String typed) {
        var normal = normal(typed);
        if (!LOGIN.matcher(normal).matches()) {
            throw Refusal.invalid(
                    "登录名须为3至64个字符，可用字母、数字和 . _ @ -，以字母或数字开头。",
                    "A login has 3 to 64 letters, digits or . _ @ - and begins with a letter or digit.");
        }
        return normal;
    }

    public static String name(String typed) {
        return Input.required("姓名", "name", typed, Input.NAME);
    }

    static String normal(String login) {
        return login.strip().toLowerCase(Locale.ROOT);
    }

    static void administrator(Actor actor) {
        if (actor.role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("只有管理员可以管理人员。", "Only an administrator manages people.");
        }
    }
}
