package zhiheng.gateway.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Personal data. An address may begin with what would be a phone number, a company code may look like an id: hence the order. */
final class PersonalData implements Recogniser {
    /** Of the machine-readable zone of a card. */
    private static final int SHORTEST_LINE = 30;

    private final List<Recogniser> recognisers = List.of(
            new AddressRecogniser(),
            new MrzRecogniser(),
            new NationalIds(),
            new NumberRecogniser(),
            new CodeRecogniser(),
            new LetterIds(),
            new PhoneRecogniser());

    @Override
    public int next(Window window, int position) {
        int at = position;
        while ((at = window.find(CharKinds.PERSONAL, at)) < window.size()) {
            char c = window.at(at);
            if (insideWord(c, window.at(at - 1))) {
                at = c > '9' ? window.pass(CharKinds.LATIN, at) : at + 1;
            } else if (CharKinds.is(c, CharKinds.LATIN) && isWord(window, at)) {
                at = window.pass(CharKinds.LATIN, at);
            } else {
                break;
            }
        }
        return at;
    }

    @Override
    public @Nullable Hit at(Window window, int position) {
        for (var recogniser : recognisers) {
            var hit = recogniser.at(window, position);
            if (hit != null) {
                return hit;
            }
        }
        return null;
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
