package zhiheng.server.ground.identity;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Transaction;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.identity.FactorSql.FactorRow;

/** The second factor of a sign-in: codes of an authenticator, or one of the codes written down for when it is lost. */
public final class SecondFactor {
    private static final int KEY_BYTES = 20;
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_BYTES = 10;
    private static final String PLACE = "second factor";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final OfficeStore store;
    private final Outbox outbox;
    private final Clock clock;
    private final Attempts attempts;
    private final Sealer sealer;

    SecondFactor(OfficeStore store, Outbox outbox, Clock clock, Attempts attempts, Sealer sealer) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
        this.attempts = attempts;
        this.sealer = sealer;
    }

    /** A key to be put into an authenticator, shown to its owner until a code confirms that it is there. */
    public record Enrolment(String key, String login) {
        /** The key in groups of four, for typing. */
        public String spaced() {
            return key.replaceAll("(.{4})(?!$)", "$1 ");
        }

        /** As authenticators take it from a link or a picture. */
        public String address() {
            return "otpauth://totp/Zhiheng:" + URLEncoder.encode(login, StandardCharsets.UTF_8) + "?secret=" + key
                    + "&issuer=Zhiheng";
        }
    }

    /** Whether a code is asked for when this person signs in. */
    public boolean on(String personId) {
        return store.read(tx -> FactorSql.in(tx).of(personId))
                .filter(FactorRow::confirmed)
                .isPresent();
    }

    /** A new key; the one that was not confirmed is void. */
    public Enrolment begin(Session session) {
        var person = session.person();
        var key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        var row = new FactorRow(person.id(), sealer.seal(key, person.id()), false, -1);
        return store.write(tx -> {
            var factors = FactorSql.in(tx);
            if (factors.of(person.id()).filter(FactorRow::confirmed).isPresent()) {
                throw Refusal.conflict("已启用第二因素，请先停用。", "There is a second factor; take it away first.");
            }
            factors.put(row);
            return new Enrolment(Base32.encode(key), person.login());
        });
    }

    /** The key that waits to be confirmed; null where none does. */
    public @Nullable Enrolment begun(Session session) {
        var person = session.person();
        return store.read(tx -> FactorSql.in(tx).of(person.id()))
                .filter(row -> !row.confirmed())
                .map(row -> new Enrolment(Base32.encode(sealer.open(row.secret(), person.id())), person.login()))
                .orElse(null);
    }

    /** A first right code puts the factor in force; answers the recovery codes, which are shown once. */
    public List<String> confirm(Session session, String code) {
        var person = session.person();
        attempts.begin(person.login(), PLACE);
        var recovery =
                IntStream.range(0, RECOVERY_CODES).mapToObj(i -> recovery()).toList();
        outbox.record((tx, acts) -> {
            var factors = FactorSql.in(tx);
            var row = factors.of(person.id())
                    .filter(r -> !r.confirmed())
                    .orElseThrow(() -> Refusal.conflict("请重新开始设置。", "Begin the setting-up again."));
            var step =
                    Totp.passes(sealer.open(row.secret(), person.id()), plain(code), clock.instant(), row.lastStep());
            factors.put(new FactorRow(row.personId(), row.secret(), true, step.orElseThrow(SecondFactor::wrong)));
            recovery.forEach(one -> factors.addRecovery(person.id(), Secrets.hash(plain(one))));
            PeopleSql.in(tx).endSessionsBut(person.id(), Secrets.hash(session.id()));
            acts.add(session.actor(), "factor.set", person.id(), "", "", Map.of());
            return person;
        });
        attempts.succeeded(person.login(), PLACE);
        return recovery;
    }

    /** Takes the factor away, for who proves once more to have it. */
    public void end(Session session, String code) {
        var person = session.person();
        attempts.begin(person.login(), PLACE);
        outbox.record((tx, acts) -> {
            if (!passes(tx, person.id(), code)) {
                throw wrong();
            }
            FactorSql.in(tx).remove(person.id());
            acts.add(session.actor(), "factor.removed", person.id(), "", "", Map.of());
            return person;
        });
        attempts.succeeded(person.login(), PLACE);
    }

    /** For who lost authenticator and recovery codes; ends the person's sessions. Administrators only. */
    public void reset(Actor actor, String personId) {
        Staff.administrator(actor);
        outbox.record((tx, acts) -> {
            var people = PeopleSql.in(tx);
            var person = people.person(personId).orElseThrow(Access::notFound);
            if (FactorSql.in(tx).of(personId).isPresent()) {
                FactorSql.in(tx).remove(personId);
                people.endSessions(personId);
                acts.add(actor, "factor.removed", person.id(), "", "", Map.of());
            }
            return person;
        });
    }

    /** Whether a code lets this person in; it is used up. Limited for each login, whatever the address. */
    boolean passes(Person person, String code) {
        attempts.begin(person.login(), PLACE);
        var passes = store.write(tx -> passes(tx, person.id(), code));
        if (passes) {
            attempts.succeeded(person.login(), PLACE);
        }
        return passes;
    }

    private boolean passes(Transaction tx, String personId, String code) {
        var factors = FactorSql.in(tx);
        var row = factors.of(personId).filter(FactorRow::confirmed);
        if (row.isEmpty()) {
            return false;
        }
        var plain = plain(code);
        if (plain.length() != Totp.DIGITS) {
            return factors.useRecovery(personId, Secrets.hash(plain));
        }
        var step = Totp.passes(
                sealer.open(row.get().secret(), personId),
                plain,
                clock.instant(),
                row.get().lastStep());
        step.ifPresent(s -> factors.put(new FactorRow(personId, row.get().secret(), true, s)));
        return step.isPresent();
    }

    private static String plain(String code) {
        return code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    private static String recovery() {
        var bytes = new byte[RECOVERY_BYTES];
        RANDOM.nextBytes(bytes);
        return Base32.encode(bytes).toLowerCase(Locale.ROOT).replaceAll("(.{4})(?!$)", "$1-");
    }

    private static Refusal wrong() {
        return Refusal.invalid("验证码不正确，或已用过。请等待下一个验证码。", "The code is not right, or was used. Wait for the next one.");
    }
}
