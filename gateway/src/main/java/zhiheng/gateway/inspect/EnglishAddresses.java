package zhiheng.gateway.inspect;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;

/** Postal addresses in English: a house number, one to four words with capitals, the word for a kind of street; a town and postcode may follow. */
final class EnglishAddresses implements Recogniser {
    private static final int MOST_WORDS = 4;
    private static final int LONGEST_WORD = 20;
    private static final Set<String> STREETS = Set.of(
            "street",
            "st",
            "road",
            "rd",
            "avenue",
            "ave",
            "av",
            "lane",
            "ln",
            "drive",
            "dr",
            "boulevard",
            "blvd",
            "court",
            "ct",
            "way",
            "place",
            "pl",
            "square",
            "sq",
            "terrace",
            "close",
            "crescent",
            "parkway",
            "pkwy",
            "highway",
            "hwy",
            "circle",
            "cir",
            "gardens",
            "grove",
            "row",
            "mews",
            "walk",
            "hill",
            "quay",
            "broadway",
            "trail",
            "alley");
    /** Words before "drive", "court" or "way" that are no street. */
    private static final Set<String> THINGS = Set.of(
            "hard",
            "google",
            "usb",
            "disk",
            "flash",
            "one",
            "supreme",
            "high",
            "district",
            "appeals",
            "the",
            "free",
            "test",
            "star",
            "tennis");
    /** Before a number that is no house: "section 4 Wall Street", "January 5 Fleet Street". */
    private static final Context NO_HOUSE = Context.of(
            "section",
            "chapter",
            "figure",
            "table",
            "no",
            "version",
            "page",
            "step",
            "article",
            "level",
            "phase",
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "top",
            "the",
            "over",
            "nearly",
            "about",
            "all",
            "these",
            "in",
            "since",
            "until");

    private static final Context BOX = Context.of("po box", "p.o. box", "post office box", "postbus", "postfach");

    @Override
    public @Nullable Hit at(Window window, int position) {
        if (!CharKinds.is(window.at(position), CharKinds.DIGIT)) {
            return null;
        }
        int at = position;
        while (at - position < 5 && CharKinds.is(window.at(at), CharKinds.DIGIT)) {
            at++;
        }
        if (CharKinds.is(window.at(at), CharKinds.LATIN) && !CharKinds.is(window.at(at + 1), CharKinds.ALNUM)) {
            at++;
        }
        if (!CharKinds.is(window.at(at), CharKinds.ALNUM) && isBox(window, position)) {
            return new Hit(FindingKind.ADDRESS, town(window, at));
        }
        if (window.at(at) != ' '
                || !capital(window.plain(at + 1))
                || CharKinds.is(window.at(position - 1), CharKinds.TOKEN)) {
            return null;
        }
        var word = new StringBuilder(LONGEST_WORD);
        for (int words = 0; words <= MOST_WORDS; words++) {
            int start = at + 1;
            if (window.at(at) != ' '
                    || !capital(window.plain(start)) && !CharKinds.is(window.at(start), CharKinds.DIGIT)) {
                return null;
            }
            at = word(window, start, word);
            if (word.isEmpty() || THINGS.contains(word.toString())) {
                return null;
            }
            if (words > 0 && STREETS.contains(word.toString()) && !capital(following(window, at))) {
                int end = window.at(at) == '.' && word.length() <= 4 ? at + 1 : at;
                return isHouse(window, position) ? new Hit(FindingKind.ADDRESS, town(window, end)) : null;
            }
        }
        return null;
    }

    /** A box at a post office: its number is what finds somebody. */
    private static boolean isBox(Window window, int position) {
        var before = window.before(position, 20).stripTrailing();
        return !before.isEmpty() && BOX.in(before) == before.length();
    }

    private static boolean isHouse(Window window, int position) {
        var before = window.before(position, 12).stripTrailing();
        return before.isEmpty() || NO_HOUSE.in(before) < before.length();
    }

    /** The capital of a word after a blank: then the name of the street goes on. */
    private static char following(Window window, int at) {
        return window.at(at) == ' ' ? window.plain(at + 1) : ' ';
    }

    /** Commas, words with capitals, then a postcode; where there is none the address ends with the street. */
    private static int town(Window window, int street) {
        int at = street;
        var word = new StringBuilder(LONGEST_WORD);
        for (int words = 0; words < 7; words++) {
            int start = at;
            while (start - at < 3 && (window.at(start) == ',' || window.at(start) == ' ' || window.at(start) == '\n')) {
                start++;
            }
            char c = window.plain(start);
            boolean digit = CharKinds.is(window.at(start), CharKinds.DIGIT);
            if (start == at || !capital(c) && !digit) {
                return street;
            }
            at = word(window, start, word);
            if (digit && word.length() == 5) {
                return window.at(at) == '-' && CharKinds.is(window.at(at + 1), CharKinds.DIGIT)
                        ? word(window, at + 1, word)
                        : at;
            }
            if (digit && word.length() == 3 && Character.isLetter(word.charAt(1)) && words > 0) {
                return at;
            }
            if (word.isEmpty()) {
                return street;
            }
        }
        return street;
    }

    private static int word(Window window, int start, StringBuilder word) {
        word.setLength(0);
        int at = start;
        while (word.length() < LONGEST_WORD
                && (CharKinds.is(window.at(at), CharKinds.ALNUM) || window.at(at) == '\'')) {
            word.append(window.at(at++));
        }
        return at;
    }

    private static boolean capital(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
