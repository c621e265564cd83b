package zhiheng.server.ground.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal.Kind;
import zhiheng.office.people.Role;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.testing.Authenticator;

class SecondFactorTest extends PeopleOnStore {
    private static final Visitor HERE = Visitor.at("192.0.2.1");

    private String code(String typed) {
        try {
            return Authenticator.code(typed, clock.instant());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Session boss;
    private String key = "";

    private List<String> enrol() {
        boss();
        boss = identity.signIn("boss", password(), HERE).orElseThrow();
        key = identity.factor().begin(boss).key();
        var codes = identity.factor().confirm(boss, code(key));
        clock.pass(Duration.ofMinutes(2));
        return codes;
    }

    private String ticket() {
        return ((Entry.CodeWanted) identity.enter("boss", password(), HERE)).ticket();
    }

    private boolean passes(String code) {
        return identity.enterCode(ticket(), code, HERE) instanceof Entry.In;
    }

    @Test
    void the_factor_holds_only_after_a_code_has_confirmed_it() {
        boss();
        boss = identity.signIn("boss", password(), HERE).orElseThrow();
        var begun = identity.factor().begin(boss);
        assertThat(begun.address()).contains("secret=" + begun.key(), "issuer=Zhiheng", "Zhiheng:boss");
        assertThat(identity.factor().begun(boss)).isEqualTo(begun);
        refused(Kind.INVALID, () -> identity.factor().confirm(boss, "000000x"));
        assertThat(identity.enter("boss", password(), HERE)).isInstanceOf(Entry.In.class);
        assertThat(identity.factor().confirm(boss, code(begun.key())))
                .hasSize(10)
                .doesNotHaveDuplicates();
        assertThat(identity.enter("boss", password(), HERE)).isInstanceOf(Entry.CodeWanted.class);
        assertThat(identity.signIn("boss", password(), HERE))
                .as("by the password alone")
                .isEmpty();
        refused(Kind.CONFLICT, () -> identity.factor().begin(boss));
        assertThat(acts()).endsWith("factor.set");
    }

    @Test
    void a_code_lets_in_once_and_not_again() {
        enrol();
        var code = code(key);
        assertThat(passes(code)).isTrue();
        assertThat(passes(code)).as("the same code again").isFalse();
        clock.pass(Duration.ofSeconds(30));
        assertThat(passes(code)).as("still within the drift").isFalse();
        assertThat(passes(code(key))).isTrue();
    }

    @Test
    void a_recovery_code_lets_in_once_however_it_is_typed() {
        var codes = enrol();
        assertThat(passes(codes.getFirst().toUpperCase(java.util.Locale.ROOT).replace("-", " ")))
                .isTrue();
        assertThat(passes(codes.getFirst())).isFalse();
        assertThat(passes(codes.getLast())).isTrue();
    }

    @Test
    void keys_and_recovery_codes_are_not_in_the_database_and_the_key_file_is_for_the_server_alone() throws Exception {
        var codes = enrol();
        var stored = db.read(c -> Sql.list(
                        c,
                        "SELECT secret FROM second_factor UNION ALL SELECT hash FROM recovery_code",
                        row -> row.getString(1)))
                .toString();
        assertThat(stored).doesNotContain(key);
        codes.forEach(code -> assertThat(stored).doesNotContain(code));
        var file = folder.resolve("identity.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(identity().enter("boss", password(), HERE))
                .as("after a restart")
                .isInstanceOf(Entry.CodeWanted.class);
        Files.delete(file);
        var ticket = ticket();
        refused(Kind.UNAVAILABLE, () -> identity.enterCode(ticket, "123456", HERE));
    }

    @Test
    void a_sealed_key_opens_for_its_owner_only() {
        var sealer = new Sealer(folder.resolve("k"));
        var sealed = sealer.seal(new byte[] {1, 2, 3}, "ann");
        assertThat(sealer.open(sealed, "ann")).containsExactly(1, 2, 3);
        assertThat(sealer.seal(new byte[] {1, 2, 3}, "ann")).isNotEqualTo(sealed);
        refused(Kind.UNAVAILABLE, () -> sealer.open(sealed, "eve"));
    }

    @Test
    void codes_are_guessed_five_times_and_no_more_from_wherever() {
        enrol();
        var ticket = ticket();
        for (int i = 0; i < 5; i++) {
            assertThat(identity.enterCode(ticket, "1234x" + i, Visitor.at("192.0.2." + i)))
                    .isInstanceOf(Entry.Refused.class);
        }
        assertThatThrownBy(() -> identity.enterCode(ticket, code(key), HERE)).isInstanceOf(TooManyAttempts.class);
        clock.pass(Duration.ofMinutes(15));
        assertThat(identity.enterCode(ticket, code(key), HERE))
                .as("the password was given too long ago")
                .isInstanceOf(Entry.Refused.class);
        assertThat(passes(code(key))).isTrue();
    }

    @Test
    void without_the_right_password_there_is_no_ticket_and_a_made_up_one_is_nothing() {
        enrol();
        assertThat(identity.enter("boss", "not the right one".toCharArray(), HERE))
                .isInstanceOf(Entry.Refused.class);
        assertThat(identity.enterCode("made up", code(key), HERE)).isInstanceOf(Entry.Refused.class);
        assertThat(identity.ticketOpen("made up")).isFalse();
    }

    @Test
    void the_owner_takes_it_away_by_a_code_and_an_administrator_without() {
        var codes = enrol();
        refused(Kind.INVALID, () -> identity.factor().end(boss, "000000x"));
        identity.factor().end(boss, codes.getFirst());
        assertThat(identity.enter("boss", password(), HERE)).isInstanceOf(Entry.In.class);

        var person = boss.person();
        var ann = identity.createPerson(boss.actor(), person.orgId(), "ann", "Ann", Role.OFFICER, password());
        var hers = identity.signIn("ann", password(), HERE).orElseThrow();
        identity.factor().confirm(hers, code(identity.factor().begin(hers).key()));
        refused(Kind.FORBIDDEN, () -> identity.factor().reset(hers.actor(), person.id()));
        identity.factor().reset(boss.actor(), ann.id());
        assertThat(identity.session(hers.id())).isEmpty();
        assertThat(identity.enter("ann", password(), HERE)).isInstanceOf(Entry.In.class);
        assertThat(acts()).endsWith("factor.removed");
    }

    @Test
    void a_new_factor_ends_the_other_sessions() {
        boss();
        var elsewhere = identity.signIn("boss", password(), HERE).orElseThrow();
        enrol2();
        assertThat(identity.session(elsewhere.id())).isEmpty();
        assertThat(identity.session(boss.id())).isPresent();
    }

    private void enrol2() {
        boss = identity.signIn("boss", password(), HERE).orElseThrow();
        identity.factor().confirm(boss, code(identity.factor().begin(boss).key()));
    }
}
