package zhiheng.gateway.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Personal data. An address may begin with what would be a phone number, a company code may look like an id: hence the order. */
final class PersonalData implements Recogniser {
    /** Of the machine-readable zone of a card. */
    private static final int SHORTEST_LINE = 30;

    /** No number has fewer digits, but for those with letters. */
    private static final int FEWEST_DIGITS = 8;

    private static final int FARTHEST_DIGIT = 64;

    private final AddressRecogniser addresses = new AddressRecogniser();
    private final MrzRecogniser zones = new MrzRecogniser();
    private final CodeRecogniser codes = new CodeRecogniser();
    private final LetterIds letterIds = new LetterIds();
    private final ChineseNames chineseNames = new ChineseNames();
    private final ChineseAddresses chineseAddresses = new ChineseAddresses();
    private final EnglishNames englishNames = new EnglishNames();
    private final EnglishAddresses englishAddresses = new EnglishAddresses();
    private final List<Recogniser> numbers = List.of(new NationalIds(), new NumberRecogniser(), new PhoneRecogniser());

    @Override
    public int next(Window window, int position) {
        int at = position;
        while ((at = window.find(CharKinds.PERSONAL, at)) < window.size()) {
            char c = window.at(at);
            if (c >= 128) {
                if (CharKinds.is(c, CharKinds.NAME) && !mayBeOther(window, at, c) && !window.starved) {
                    at++;
                } else {
                    break;
                }
            } else if (insideWord(c, window.at(at - 1))) {
                at = c > '9' ? window.pass(CharKinds.LATIN, at) : at + 1;
            } else if (CharKinds.is(c, CharKinds.LATIN) && isWord(window, at)) {
                int end = window.pass(CharKinds.LATIN, at);
                if (EnglishNames.mayBegin(window, at, end) || LabelledRecogniser.isMonth(window, at, end)) {
                    break;
                }
                at = end;
            } else {
                break;
            }
        }
        return at;
    }

    @Override
    public @Nullable Hit at(Window window, int position) {
        char c = window.at(position);
        if (c >= 128) {
            return other(window, position, c);
        }
        if (CharKinds.is(c, CharKinds.DIGIT) && DigitRow.isPassed(window, position)) {
            return null;
        }
        var hit = addresses.at(window, position);
        if (hit == null && CharKinds.is(c, CharKinds.ALNUM)) {
            hit = LabelledRecogniser.at(window, position);
        }
        if (hit == null && CharKinds.is(c, CharKinds.LATIN)) {
            hit = englishNames.at(window, position);
        }
        hit = hit == null ? zones.at(window, position) : hit;
        if (hit == null && !CharKinds.is(c, CharKinds.LATIN)) {
            hit = number(window, position);
        }
        hit = hit == null ? codes.at(window, position) : hit;
        hit = hit == null ? letterIds.at(window, position) : hit;
        return hit == null ? englishAddresses.at(window, position) : hit;
    }

    /** Most characters that a Chinese name or address may begin with begin an ordinary word: the next character shows it. */
    private static boolean mayBeOther(Window window, int at, char c) {
        return ChineseNames.mayBegin(window, at, c)
                || ChineseAddresses.mayBegin(window, at, c)
                || Normal.digit(c) >= 0
                || CodeRecogniser.PROVINCES.indexOf(c) >= 0 && CharKinds.is(window.at(at + 1), CharKinds.LATIN);
    }

    /** What begins with a character that is not ASCII: a numeral, a plate, a name, an address. */
    private @Nullable Hit other(Window window, int position, char c) {
        Hit hit = null;
        if (CharKinds.is(c, CharKinds.OTHER_LETTER)) {
            hit = addresses.at(window, position);
        } else if (Normal.digit(c) >= 0) {
            hit = number(window, position);
        }
        if (hit == null && CharKinds.is(c, CharKinds.NAME)) {
            hit = chineseNames.at(window, position);
            hit = hit == null ? chineseAddresses.at(window, position) : hit;
        }
        return hit == null ? codes.at(window, position) : hit;
    }

    private @Nullable Hit number(Window window, int position) {
        if (fewDigits(window, position)) {
            return null;
        }
        for (var recogniser : numbers) {
            var hit = recogniser.at(window, position);
            if (hit != null) {
                return hit;
            }
        }
        return null;
    }

    /** Most figures in texts are short, and passed with one look. */
    private static boolean fewDigits(Window window, int position) {
        int digits = 0;
        for (int at = position; at - position < FARTHEST_DIGIT; at++) {
            char c = window.at(at);
            if (Normal.digit(c) >= 0) {
                if (++digits == FEWEST_DIGITS) {
                    return false;
                }
            } else if (" -./_·•・‧∙⋅()+\r\n".indexOf(c) < 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether letters stand here that are no address, too few for a line of a passport, and no beginning of a code with digits. */
    private static boolean isWord(Window window, int position) {
        int end = window.pass(CharKinds.LATIN, position);
        int length = end - position;
        if (length >= SHORTEST_LINE) {
            return false;
        }
        char after = window.at(end);
        if (window.starved
                || CharKinds.is(after, CharKinds.DIGIT | CharKinds.OTHER_LETTER)
                || "@._%+-<:".indexOf(after) >= 0) {
            return false;
        }
        if (SpelledAddress.mayFollow(window, end)) {
            return false;
        }
        // two letters and a digit may begin a code, and blanks may stand between them
        int third = end;
        for (int have = length; have < 3 && !window.starved; have++, third++) {
            third = Run.skip(window, third);
            if (!CharKinds.is(window.at(third), CharKinds.ALNUM)) {
                return !window.starved;
            }
        }
        return !window.starved && (length >= 3 || CharKinds.is(window.at(third - 1), CharKinds.LATIN));
    }

    /** Only digits may follow letters without a gap. */
    private static boolean insideWord(char c, char before) {
        return Normal.alnum(c) && Normal.alnum(before) && (c > '9' || before <= '9');
    }
}
