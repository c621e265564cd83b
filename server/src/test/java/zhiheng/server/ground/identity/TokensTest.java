package zhiheng.server.ground.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.base.Refusal.Kind;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;

class TokensTest extends PeopleOnStore {
    @Test
    void a_token_lasts_ninety_days_unless_told_otherwise_and_a_year_at_most() {
        var boss = boss();
        var usual = identity.createToken(boss.actor(), "usual", Role.AUDITOR);
        var year = identity.createToken(boss.actor(), "year", Role.AUDITOR, Duration.ofDays(366));
        refused(Kind.INVALID, () -> identity.createToken(boss.actor(), "x", Role.AUDITOR, Duration.ofDays(367)));
        refused(Kind.INVALID, () -> identity.createToken(boss.actor(), "x", Role.AUDITOR, Duration.ZERO));
        clock.pass(Duration.ofDays(90).minusMillis(1));
        assertThat(identity.token(usual.secret())).isPresent();
        clock.pass(Duration.ofMillis(1));
        assertThat(identity.token(usual.secret())).isEmpty();
        assertThat(identity.token(year.secret())).isPresent();
        clock.pass(Duration.ofDays(276));
        assertThat(identity.token(year.secret())).isEmpty();
    }

    @Test
    void the_list_tells_until_when_a_token_lasts_and_about_when_it_was_used() {
        var boss = boss();
        var made = identity.createToken(boss.actor(), "nightly", Role.AUDITOR);
        assertThat(identity.tokens(boss.actor())).singleElement().satisfies(token -> {
            assertThat(token.expires()).isEqualTo(made.expires());
            assertThat(token.used()).isNull();
        });
        clock.pass(Duration.ofHours(1));
        identity.token(made.secret());
        var used = clock.instant();
        clock.pass(Duration.ofSeconds(59));
        identity.token(made.secret());
        assertThat(identity.tokens(boss.actor()).getFirst().used()).isEqualTo(used);
        clock.pass(Duration.ofSeconds(1));
        identity.token(made.secret());
        assertThat(identity.tokens(boss.actor()).getFirst().used()).isEqualTo(clock.instant());
    }

    @Test
    void a_token_acts_for_its_makers_organisation_under_an_id_of_its_own() {
        var boss = boss();
        var made = identity.createToken(boss.actor(), "nightly", Role.AUDITOR);
        var actor = identity.token(made.secret()).orElseThrow();
        assertThat(actor.id()).isEqualTo(made.id()).isNotEqualTo(boss.id());
        assertThat(actor.orgId()).isEqualTo(boss.orgId());
        assertThat(actor.role()).isEqualTo(Role.AUDITOR);
        assertThat(acts()).endsWith("token.created");
    }

    @Test
    void many_who_ask_at_once_are_each_taken_for_the_one_that_they_are() throws Exception {
        var boss = boss();
        var made = new ArrayList<NewToken>();
        for (int i = 0; i < 12; i++) {
            made.add(identity.createToken(boss.actor(), "t" + i, i % 2 == 0 ? Role.AUDITOR : Role.OFFICER));
        }
        var revoked = made.get(3);
        identity.revokeToken(boss.actor(), revoked.id());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Optional<Actor>>>();
            for (int i = 0; i < 240; i++) {
                var secret = i % 20 < 12 ? made.get(i % 20).secret() : "zh_nobody" + i;
                answers.add(threads.submit(() -> identity.token(secret)));
            }
            for (int i = 0; i < 240; i++) {
                var answer = answers.get(i).get();
                if (i % 20 >= 12 || made.get(i % 20) == revoked) {
                    assertThat(answer).isEmpty();
                } else {
                    assertThat(answer.orElseThrow().id())
                            .isEqualTo(made.get(i % 20).id());
                }
            }
        }
    }

    @Test
    void a_secret_is_shown_once_and_stored_nowhere() {
        var boss = boss();
        var made = identity.createToken(boss.actor(), "nightly", Role.OFFICER);
        assertThat(made.secret()).matches("zh_[A-Za-z0-9_-]{43}");
        assertThat(stored()).contains(Secrets.hash(made.secret())).doesNotContain(made.secret());
        assertThat(identity.tokens(boss.actor()))
                .singleElement()
                .satisfies(token -> assertThat(token.toString())
                        .doesNotContain(made.secret().substring(3)))
                .satisfies(token -> assertThat(token.label()).isEqualTo("nightly"));
    }

    @Test
    void a_wrong_secret_one_without_its_beginning_and_a_stored_hash_are_nobody() {
        var secret =
                identity.createToken(boss().actor(), "nightly", Role.OFFICER).secret();
        assertThat(identity.token(secret.substring(0, secret.length() - 1))).isEmpty();
        assertThat(identity.token(secret + "A")).isEmpty();
        assertThat(identity.token(secret.substring(3))).isEmpty();
        assertThat(identity.token("zhk_" + secret.substring(3))).isEmpty();
        assertThat(identity.token(Secrets.hash(secret))).isEmpty();
        assertThat(identity.token("")).isEmpty();
        assertThat(identity.token(secret)).isPresent();
    }

    @Test
    void a_revoked_token_is_nobody_from_then_on_and_the_other_still_works() {
        var boss = boss();
        var gone = identity.createToken(boss.actor(), "gone", Role.OFFICER);
        var kept = identity.createToken(boss.actor(), "kept", Role.OFFICER);
        identity.revokeToken(boss.actor(), gone.id());
        assertThat(identity.token(gone.secret())).isEmpty();
        assertThat(identity.token(kept.secret())).isPresent();
        assertThat(identity().token(gone.secret())).as("after a restart").isEmpty();
        assertThat(identity.tokens(boss.actor()))
                .extracting(ApiToken::label, ApiToken::revoked)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("gone", true),
                        org.assertj.core.groups.Tuple.tuple("kept", false));
    }

    @Test
    void revoking_twice_is_one_act() {
        var boss = boss();
        var token = identity.createToken(boss.actor(), "gone", Role.OFFICER);
        identity.revokeToken(boss.actor(), token.id());
        identity.revokeToken(boss.actor(), token.id());
        assertThat(acts()).filteredOn("token.revoked"::equals).hasSize(1);
    }

    @Test
    void a_token_makes_no_tokens_not_even_weaker_ones() {
        var secret = identity.createToken(boss().actor(), "nightly", Role.ADMINISTRATOR)
                .secret();
        var actor = identity.token(secret).orElseThrow();
        refused(Kind.FORBIDDEN, () -> identity.createToken(actor, "child", Role.PROVIDER));
        assertThat(identity.tokens(actor)).hasSize(1);
    }

    @Test
    void a_token_needs_a_label() {
        var boss = boss();
        refused(Kind.INVALID, () -> identity.createToken(boss.actor(), "  ", Role.OFFICER));
        assertThat(identity.tokens(boss.actor())).isEmpty();
    }

    /** The roles that each may give, written out: a role that nobody thought of gives none. */
    @ParameterizedTest
    @CsvSource({
        "ADMINISTRATOR, ADMINISTRATOR OFFICER PROVIDER AUDITOR",
        "OFFICER, OFFICER PROVIDER AUDITOR",
        "PROVIDER, PROVIDER",
        "AUDITOR, AUDITOR"
    })
    void a_token_has_no_right_that_its_maker_lacks(Role own, String mayGive) {
        assertThat(Arrays.stream(Role.values())
                        .filter(role -> Tokens.within(role, own))
                        .map(Role::name))
                .containsExactlyInAnyOrder(mayGive.split(" "));
    }

    @Test
    void everybody_sees_and_revokes_their_own_and_an_administrator_all() {
        var boss = boss();
        var ann = person(boss, Org.Kind.PROVIDER, "ann", Role.PROVIDER);
        var bob = person(boss, Org.Kind.PROVIDER, "bob", Role.PROVIDER);
        var anns = identity.createToken(ann.actor(), "ann's", Role.PROVIDER);
        refused(Kind.FORBIDDEN, () -> identity.createToken(ann.actor(), "more", Role.AUDITOR));
        assertThat(identity.tokens(bob.actor())).isEmpty();
        refused(Kind.NOT_FOUND, () -> identity.revokeToken(bob.actor(), anns.id()));
        refused(Kind.NOT_FOUND, () -> identity.revokeToken(ann.actor(), "no such"));
        assertThat(identity.token(anns.secret())).isPresent();
        assertThat(identity.tokens(boss.actor())).extracting(ApiToken::personId).containsExactly(ann.id());
        identity.revokeToken(boss.actor(), anns.id());
        assertThat(identity.token(anns.secret())).isEmpty();
    }

    @Test
    void a_disabled_persons_tokens_are_nobody() {
        var boss = boss();
        var ann = person(boss, Org.Kind.PROVIDER, "ann", Role.PROVIDER);
        var token = identity.createToken(ann.actor(), "ann's", Role.PROVIDER);
        identity.disablePerson(boss.actor(), ann.id());
        assertThat(identity.token(token.secret())).isEmpty();
        assertThat(identity.tokens(boss.actor())).extracting(ApiToken::revoked).containsExactly(true);
    }
}
