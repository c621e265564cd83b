package zhiheng.server.ground.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;

class PasswordsTest {
    private static final String RIGHT = "correct horse 马 🐎";
    private static final String STORED = Passwords.hash(RIGHT.toCharArray());

    @Test
    void the_right_password_matches_and_one_letter_more_less_or_other_does_not() {
        assertThat(matches(RIGHT)).isTrue();
        assertThat(matches(RIGHT + " ")).isFalse();
        assertThat(matches(RIGHT.substring(1))).isFalse();
        assertThat(matches(RIGHT.replace('c', 'C'))).isFalse();
    }

    private static boolean matches(String password) {
        return Passwords.matches(password.toCharArray(), STORED);
    }

    @Test
    void two_people_with_one_password_have_different_hashes_which_do_not_hold_it() {
        var other = Passwords.hash(RIGHT.toCharArray());
        assertThat(other).isNotEqualTo(STORED).doesNotContain("horse");
        assertThat(Passwords.matches(RIGHT.toCharArray(), other)).isTrue();
    }

    /** The cost that OWASP names first: 19 MiB, two passes. Less would be a silent weakening. */
    @Test
    void the_cost_that_ships_is_at_least_what_owasp_asks_for() throws Exception {
        var shipped = cost(Path.of("src/main/java/zhiheng/server/ground/identity/password-cost.properties"));
        assertThat(number(shipped, "memoryKiB")).isGreaterThanOrEqualTo(19 * 1024);
        assertThat(number(shipped, "passes")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void a_new_hash_says_its_cost() throws Exception {
        var parts = STORED.split("\\$");
        var here = cost(Path.of("src/test/resources/zhiheng/server/ground/identity/password-cost.properties"));
        assertThat(parts[0]).isEqualTo("argon2id");
        assertThat(Integer.parseInt(parts[1])).isEqualTo(number(here, "memoryKiB"));
        assertThat(Integer.parseInt(parts[2])).isEqualTo(number(here, "passes"));
        assertThat(Base64.getDecoder().decode(parts[3])).hasSizeGreaterThanOrEqualTo(16);
        assertThat(Base64.getDecoder().decode(parts[4])).hasSize(32);
    }

    /** A hash stored under another cost is still checked by its own, so the cost may change between versions. From the tests of phc-winner-argon2. */
    @Test
    void the_reference_implementations_hash_of_another_cost_is_matched() {
        var base64 = Base64.getEncoder().withoutPadding();
        var hash = HexFormat.of().parseHex("9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe");
        var stored = "argon2id$256$2$" + base64.encodeToString("somesalt".getBytes(StandardCharsets.US_ASCII)) + "$"
                + base64.encodeToString(hash);
        assertThat(Passwords.matches("password".toCharArray(), stored)).isTrue();
        assertThat(Passwords.matches("Password".toCharArray(), stored)).isFalse();
    }

    private static Properties cost(Path file) throws Exception {
        var cost = new Properties();
        try (var in = Files.newInputStream(file)) {
            cost.load(in);
        }
        return cost;
    }

    private static int number(Properties cost, String name) {
        return Integer.parseInt(cost.getProperty(name));
    }

    private static void refuses(String password, String why) {
        assertThatThrownBy(() -> Passwords.check(password.toCharArray(), "li.wei"))
                .as(password)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(why);
    }

    private static String letters(int length) {
        return new java.util.Random(7)
                .ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void twelve_characters_are_enough_eleven_are_not_and_a_hundred_and_twenty_eight_are_the_most() {
        for (var length : new int[] {12, 64, 128}) {
            assertThatCode(() -> Passwords.check(letters(length).toCharArray(), "li.wei"))
                    .doesNotThrowAnyException();
        }
        refuses(letters(11), "at least 12");
        refuses("🐎🐎🐎🐎🐎马", "at least 12");
        refuses(letters(129), "at most 128");
    }

    /** NIST SP 800-63B: no rules about kinds of characters, but a list of what is tried first. */
    @Test
    void what_is_tried_first_is_refused_and_nothing_is_asked_about_kinds_of_characters() {
        for (var first : new String[] {
            "password1234",
            "PassWord1234",
            "qwertyuiop123",
            "1q2w3e4r5t6y",
            "123456789012",
            "correcthorsebatterystaple",
            "aaaaaaaaaaaa",
            "abcabcabcabca",
            "12341234123412"
        }) {
            refuses(first, "tried first");
        }
        for (var fine : new String[] {"only lower letters", "四个不相干的词语放在一起就好", "8301947562738"}) {
            assertThatCode(() -> Passwords.check(fine.toCharArray(), "li.wei"))
                    .as(fine)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void the_login_with_hardly_more_is_refused() {
        assertThatThrownBy(() -> Passwords.check("Administrator!".toCharArray(), "administrator"))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Passwords.check("2026wei.li@example".toCharArray(), "wei.li@example"))
                .isInstanceOf(Refusal.class);
        assertThatCode(() -> Passwords.check("my login is not ana".toCharArray(), "ana"))
                .doesNotThrowAnyException();
    }

    @Test
    void the_organisation_with_hardly_more_is_refused_however_it_is_spelled() {
        for (var like : new String[] {"Haitang Technology", "haitang-technology1", "HAITANGTECHNOLOGY2026"}) {
            assertThatThrownBy(() -> Passwords.check(like.toCharArray(), "ana", "Haitang Technology"))
                    .as(like)
                    .isInstanceOf(Refusal.class);
        }
        assertThatCode(() -> Passwords.check("nobody at Haitang Technology".toCharArray(), "ana", "Haitang Technology"))
                .doesNotThrowAnyException();
        assertThatCode(() -> Passwords.check("!?!?-a horse-!?!?".toCharArray(), "ana", "A"))
                .doesNotThrowAnyException();
    }

    /** Argon2 reads the whole of it first: a megabyte for each sign-in would be a cheap way to keep the server busy. */
    @Test
    void what_is_longer_than_a_password_may_be_is_not_even_hashed() {
        var start = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            assertThat(Passwords.matches(new char[201], STORED)).isFalse();
        }
        assertThat((System.nanoTime() - start) / 1e9)
                .as("seconds for what would be a thousand hashes of 19 MiB")
                .isLessThan(20);
    }

    @Test
    void nobody_has_a_password() {
        assertThat(Passwords.nobody(RIGHT.toCharArray())).isFalse();
        assertThat(Passwords.nobody(new char[0])).isFalse();
        assertThat(Passwords.nobody(new char[201])).isFalse();
    }

    @Test
    void more_sign_ins_at_once_than_there_are_turns_all_get_theirs() {
        assertThat(IntStream.range(0, 8).parallel().filter(i -> matches(i % 2 == 0 ? RIGHT : "wrong one " + i)))
                .containsExactlyInAnyOrder(0, 2, 4, 6);
    }

    @Test
    void a_wiped_password_is_gone() {
        var password = RIGHT.toCharArray();
        Passwords.wipe(password);
        assertThat(password).containsOnly('\0').hasSize(RIGHT.length());
    }
}
