package zhiheng.server.ground.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import zhiheng.base.testing.MovableClock;

class AttemptsTest {
    private final MovableClock clock = new MovableClock();
    private final Attempts attempts = new Attempts(clock);

    private void wrong(int times, String login, String address) {
        for (int i = 0; i < times; i++) {
            attempts.begin(login, address);
        }
    }

    private boolean waits(String login, String address) {
        try {
            attempts.begin(login, address);
            return false;
        } catch (TooManyAttempts e) {
            return true;
        }
    }

    @Test
    void five_wrong_passwords_pass_and_the_sixth_waits() {
        wrong(5, "ann", "192.0.2.1");
        assertThatThrownBy(() -> attempts.begin("ann", "192.0.2.1")).isInstanceOf(TooManyAttempts.class);
    }

    @Test
    void another_login_and_another_address_are_counted_for_themselves() {
        wrong(5, "ann", "192.0.2.1");
        assertThat(waits("bob", "192.0.2.1")).isFalse();
        assertThat(waits("ann", "192.0.2.2")).isFalse();
        assertThat(waits("ann", "192.0.2.1")).isTrue();
    }

    @Test
    void the_wait_ends_fifteen_minutes_after_the_first_wrong_password_and_not_before() {
        wrong(1, "ann", "a");
        clock.pass(Duration.ofMinutes(10));
        wrong(4, "ann", "a");
        clock.pass(Duration.ofMinutes(5).minusMillis(1));
        assertThat(waits("ann", "a")).isTrue();
        clock.pass(Duration.ofMillis(1));
        wrong(5, "ann", "a");
        assertThat(waits("ann", "a")).isTrue();
    }

    @Test
    void asking_again_while_waiting_does_not_make_the_wait_longer() {
        wrong(5, "ann", "a");
        for (int minute = 0; minute < 14; minute++) {
            clock.pass(Duration.ofMinutes(1));
            assertThat(waits("ann", "a")).isTrue();
        }
        clock.pass(Duration.ofMinutes(1));
        assertThat(waits("ann", "a")).isFalse();
    }

    @Test
    void the_refusal_says_how_long_in_both_languages() {
        wrong(5, "ann", "a");
        clock.pass(Duration.ofMinutes(3));
        var refusal = catchThrowableOfType(TooManyAttempts.class, () -> attempts.begin("ann", "a"));
        assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMinutes(12));
        assertThat(refusal.text().en()).contains("13 minutes");
        assertThat(refusal.text().zh()).contains("13分钟");
    }

    @Test
    void the_right_password_forgets_the_wrong_ones_before_it() {
        wrong(5, "ann", "a");
        wrong(5, "bob", "a");
        attempts.succeeded("ann", "a");
        assertThatCode(() -> wrong(5, "ann", "a")).doesNotThrowAnyException();
        assertThat(waits("bob", "a")).isTrue();
    }

    @Test
    void many_at_once_gain_nothing() throws Exception {
        var passed = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                threads.submit(() -> {
                    if (!waits("ann", "a")) {
                        passed.incrementAndGet();
                    }
                });
            }
        }
        assertThat(passed).hasValue(5);
    }

    /** Memory is bounded by forgetting the oldest; whoever is counted still is, as long as 20,000 others are newer. */
    @Test
    void a_flood_of_made_up_logins_is_forgotten_again_oldest_first() {
        wrong(5, "old", "a");
        for (int i = 0; i < 19_999; i++) {
            attempts.begin("login" + i, "a");
        }
        assertThat(waits("old", "a")).isTrue();
        attempts.begin("one more", "a");
        assertThat(waits("old", "a")).isFalse();
    }

    @Test
    void who_tries_one_password_on_many_people_waits_after_a_hundred_and_others_do_not() {
        for (int i = 0; i < 100; i++) {
            attempts.beginFrom("192.0.2.1");
        }
        assertThatThrownBy(() -> attempts.beginFrom("192.0.2.1")).isInstanceOf(TooManyAttempts.class);
        attempts.beginFrom("192.0.2.2");
        clock.pass(Duration.ofMinutes(15));
        attempts.beginFrom("192.0.2.1");
    }

    /** A hundred each from many addresses would be as good as no limit. */
    @Test
    void a_thousand_wrong_ones_from_all_over_and_strangers_wait_while_who_is_known_from_an_address_does_not() {
        attempts.beginFrom("192.0.2.1");
        attempts.succeededFrom("192.0.2.1");
        for (int i = 0; i < 1_000; i++) {
            attempts.beginFrom("site" + i);
        }
        assertThatThrownBy(() -> attempts.beginFrom("one more")).isInstanceOf(TooManyAttempts.class);
        attempts.beginFrom("192.0.2.1");
        clock.pass(Duration.ofMinutes(15));
        attempts.beginFrom("one more");
    }
}
