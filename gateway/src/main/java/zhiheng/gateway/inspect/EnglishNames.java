package zhiheng.gateway.inspect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;

/**
 * Names of people in Latin letters, each word with a capital: a given name that is nothing else and a further word, a title and a word,
 * or what stands after words such as "my name is". A word that a text merely begins a sentence with is none.
 */
final class EnglishNames {
    private static final int LONGEST_WORD = 20;
    private static final int REACH = 24;
    private static final int MOST_WORDS = 4;
    private static final int MAIL_REACH = 32;

    private static final int GIVEN = 1;
    private static final int MAYBE = 2;
    private static final int SURNAME = 4;
    private static final int TITLE = 8;
    private static final int THING = 16;

    private static final Map<String, Integer> WORDS = words();
    /** The hashes of names that one may begin with: a word is looked up only where its hash is among them. */
    private static final long[] BEGINNINGS =
            set(WORDS.keySet().stream().filter(word -> (WORDS.getOrDefault(word, 0) & (GIVEN | MAYBE)) != 0));

    private static final String[] CUE_WORDS = {
        "my name is",
        "her name is",
        "his name is",
        "the name is",
        "name",
        "full name",
        "named",
        "contact person",
        "signed",
        "sincerely",
        "regards",
        "applicant",
        "claimant",
        "defendant",
        "plaintiff",
        "cardholder",
        "account holder",
        "policyholder",
        "tenant",
        "landlord",
        "recipient",
        "patient",
        "passenger",
        "employee",
        "customer",
        "surname",
        "first name",
        "last name",
        "given name",
        "family name",
        "firstname",
        "lastname",
        "fullname",
        "nom",
        "prenom",
        "naam",
        "nombre",
        "nome",
        "vorname",
        "nachname",
        "holder",
        "new hire",
        "attn",
        "attention",
        "i am",
        "i'm",
        "this is",
        "dear",
        "hi",
        "hello"
    };
    /** Fields that hold one word of a name. */
    private static final Context FIELDS = Context.of(
            "first name",
            "last name",
            "given name",
            "family name",
            "first_name",
            "last_name",
            "firstname",
            "lastname",
            "surname",
            "vorname",
            "nachname",
            "prenom");

    private static final Context CUES = Context.of(CUE_WORDS);
    private static final long[] POINTERS = set(Stream.concat(
            Arrays.stream(CUE_WORDS)
                    .map(cue -> cue.substring(Math.max(cue.lastIndexOf(' '), cue.lastIndexOf('\'')) + 1)),
            WORDS.keySet().stream().filter(word -> (WORDS.getOrDefault(word, 0) & TITLE) != 0)));

    /** @return whether a name may begin with this word; the recogniser is then asked */
    static boolean mayBegin(Window window, int start, int end) {
        if (!capital(window.plain(start)) || end - start < 2 || end - start > LONGEST_WORD) {
            return false;
        }
        char before = window.at(start - 1);
        if (before != ' ' && before != '\n' && before != Window.NONE && CharKinds.is(before, CharKinds.TOKEN)) {
            return false;
        }
        if (capital(window.plain(start + 1))) {
            return false;
        }
        return isAmong(BEGINNINGS, window, start, end) && (kind(window, start, end) & (GIVEN | MAYBE)) != 0
                || pointed(window, start)
                || isBeforeMail(window, end);
    }

    /** Whether another word with a capital follows, and then an e-mail address in brackets (RFC 5322): "Ada Lovelace <ada@example.org>". */
    private static boolean isBeforeMail(Window window, int end) {
        if (window.at(end) != ' ' && window.at(end) != '-' || !capital(window.plain(end + 1))) {
            return false;
        }
        int at = end + 1;
        while (at - end < MAIL_REACH
                && (CharKinds.is(window.at(at), CharKinds.LATIN) || " .'-".indexOf(window.at(at)) >= 0)) {
            at++;
        }
        return window.at(at - 1) == ' ' && isMail(window, at);
    }

    private static boolean isMail(Window window, int bracket) {
        if (window.at(bracket) != '<') {
            return false;
        }
        int at = bracket + 1;
        while (at - bracket < MAIL_REACH + MAIL_REACH
                && (CharKinds.is(window.at(at), CharKinds.ALNUM) || "._%+-".indexOf(window.at(at)) >= 0)) {
            at++;
        }
        return window.at(at) == '@' && at > bracket + 1;
    }

    /** Whether the word before is a title, or one that a cue ends with. */
    private static boolean pointed(Window window, int start) {
        int end = start - 1;
        while (end > start - 6 && " .:,\n\"'=|".indexOf(window.at(end)) >= 0) {
            end--;
        }
        end++;
        int from = end;
        while (end - from < LONGEST_WORD && CharKinds.is(window.at(from - 1), CharKinds.LATIN)) {
            from--;
        }
        return from < end && end < start && isAmong(POINTERS, window, from, end);
    }

    private static boolean isAmong(long[] set, Window window, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + window.at(i);
        }
        int slot = spread(hash);
        return (set[slot >> 6] & 1L << slot) != 0;
    }

    Recogniser.@Nullable Hit at(Window window, int position) {
        if (!capital(window.plain(position))) {
            return null;
        }
        int first = window.pass(CharKinds.LATIN, position);
        int whole = wordEnd(window, position);
        if (!mayBegin(window, position, first)) {
            return null;
        }
        int kind = kind(window, position, first);
        int words = 1;
        int end = Math.max(first, whole);
        int second = 0;
        while (words < MOST_WORDS) {
            int next = next(window, end);
            if (next == 0) {
                break;
            }
            int nextEnd = wordEnd(window, next);
            int nextKind = kind(window, next, nextEnd);
            if ((nextKind & THING) != 0 && (nextKind & SURNAME) == 0) {
                if (words == 1 || (nextKind & (GIVEN | MAYBE)) == 0) {
                    // "Helen River", "James Clark School": a place or a thing
                    return null;
                }
                break;
            }
            second = second == 0 ? nextKind == 0 ? -1 : nextKind : second;
            end = nextEnd;
            words++;
        }
        boolean sender = words > 1 && (kind & THING) == 0 && window.at(end) == ' ' && isMail(window, end + 1);
        if (window.starved || !sender && !isName(window, position, kind, words, second)) {
            return null;
        }
        return new Recogniser.Hit(FindingKind.NAME, end);
    }

    private static boolean isName(Window window, int position, int kind, int words, int second) {
        if ((kind & GIVEN) != 0 && words > 1) {
            return true;
        }
        if ((kind & MAYBE) != 0 && words > 1 && second > 0 && (second & SURNAME) != 0) {
            return true;
        }
        var before = window.before(position, REACH);
        if (isTitle(before)) {
            return (kind & THING) == 0;
        }
        var text = before.stripTrailing();
        int signs = text.length();
        while (signs > 0 && text.length() - signs < 4 && ":,=\"' |".indexOf(text.charAt(signs - 1)) >= 0) {
            signs--;
        }
        boolean field = signs < text.length() && FIELDS.in(text.substring(0, signs)) == signs;
        if ((kind & THING) != 0 || (kind & GIVEN) == 0 && words == 1 && !field) {
            return false;
        }
        text = text.substring(0, signs);
        return CUES.in(text) == text.length() && !text.isEmpty();
    }

    /** "Mr.", "Dr" and their like right before. */
    private static boolean isTitle(String before) {
        var text = before.stripTrailing();
        if (text.length() == before.length()) {
            return false;
        }
        text = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        int from = text.length();
        while (from > 0 && CharKinds.is(text.charAt(from - 1), CharKinds.LATIN)) {
            from--;
        }
        return (WORDS.getOrDefault(text.substring(from), 0) & TITLE) != 0;
    }

    /** @return where the next word with a capital begins, after a blank or an initial; 0 when there is none */
    private static int next(Window window, int end) {
        int at = end;
        if (window.at(at) != ' ') {
            return 0;
        }
        at++;
        if (capital(window.plain(at)) && window.at(at + 1) == '.' && window.at(at + 2) == ' ') {
            at += 3;
        }
        return capital(window.plain(at))
                                && CharKinds.is(window.at(at + 1), CharKinds.LATIN | CharKinds.OTHER_LETTER)
                                && !capital(window.plain(at + 1))
                        || capital(window.plain(at)) && window.at(at + 1) == '\'' && capital(window.plain(at + 2))
                ? at
                : 0;
    }

    /** O'Brien and Smith-Jones are one. */
    private static int wordEnd(Window window, int start) {
        int at = start;
        while (at - start < LONGEST_WORD) {
            char c = window.at(at);
            boolean joins = (c == '\'' || c == '-') && capital(window.plain(at + 1));
            if (!CharKinds.is(c, CharKinds.LATIN) && !joins) {
                break;
            }
            at++;
        }
        return at;
    }

    private static int kind(Window window, int start, int end) {
        var word = new StringBuilder(LONGEST_WORD);
        for (int i = start; i < end && word.length() <= LONGEST_WORD; i++) {
            word.append(window.at(i));
        }
        return WORDS.getOrDefault(word.toString(), 0);
    }

    private static int spread(int hash) {
        return (hash * 0x9E3779B9) >>> 16;
    }

    private static long[] set(Stream<String> words) {
        var set = new long[1 << 10];
        words.forEach(word -> {
            int slot = spread(word.hashCode());
            set[slot >> 6] |= 1L << slot;
        });
        return set;
    }

    private static boolean capital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static Map<String, Integer> words() {
        try (var stream = EnglishNames.class.getResourceAsStream("english-names.txt")) {
            if (stream == null) {
                throw new IllegalStateException("english-names.txt is missing from the jar");
            }
            var words = new HashMap<String, Integer>();
            for (var line : new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.startsWith("#")) {
                    int kind = switch (line.substring(0, line.indexOf(':'))) {
                        case "given" -> GIVEN;
                        case "maybe" -> MAYBE;
                        case "surname" -> SURNAME;
                        case "title" -> TITLE;
                        default -> THING;
                    };
                    Arrays.stream(line.substring(line.indexOf(':') + 2).split(" "))
                            .forEach(word -> words.merge(word, kind, (a, b) -> a | b));
                }
            }
            // what is a word as well is no given name beyond doubt
            words.replaceAll((word, kinds) -> (kinds & MAYBE) != 0 ? kinds & ~GIVEN : kinds);
            return Map.copyOf(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
