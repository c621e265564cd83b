package zhiheng.server.ground.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zhiheng.office.people.Org;

/**
 * Passwords that are tried first. Of the commonest ones only those of twelve characters and more are listed, for shorter
 * ones are refused anyway.
 */
final class Guessable {
    private static final Set<String> COMMON = common();
    /** One to four characters over and over, the last time perhaps cut off. */
    private static final Pattern REPEATED = Pattern.compile("(.{1,4}?)\\1{2,}.{0,3}", Pattern.DOTALL);

    private Guessable() {}

    /** @param own what is known of the person to anybody: login, organisation */
    static boolean is(char[] password, String... own) {
        var plain = new String(password).toLowerCase(Locale.ROOT).strip();
        return COMMON.contains(plain)
                || repeated(plain)
                || Stream.of(own).anyMatch(known -> hardlyMoreThan(known, plain));
    }

    private static boolean repeated(String plain) {
        var match = REPEATED.matcher(plain);
        if (!match.matches()) {
            return false;
        }
        var unit = match.group(1);
        return unit.repeat(plain.length() / unit.length() + 1).startsWith(plain);
    }

    private static boolean hardlyMoreThan(String known, String plain) {
        return !known.isBlank()
                && Org.nameKey(plain).contains(Org.nameKey(known))
                && plain.length() - known.length() <= 4;
    }

    private static Set<String> common() {
        try (var file = Guessable.class.getResourceAsStream("common-passwords.txt")) {
            if (file == null) {
                throw new IllegalStateException("common-passwords.txt is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
