package zhiheng.gateway.inspect;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Personal data. An address may begin with what would be a phone number, a company code may look like an id: hence the order. */
final class PersonalData implements Recogniser {
    /** Where anything can begin at all; most characters of a text are none of these. */
    private static final BitSet BEGINNINGS = new BitSet();

    static {
        for (int c = 0; c < 1 << 16; c++) {
            BEGINNINGS.set(c, Normal.alnum((char) c) || Normal.digit((char) c) >= 0);
        }
        ("_+" + CodeRecogniser.PROVINCES).chars().forEach(BEGINNINGS::set);
    }

    private final List<Recogniser> recognisers =
            List.of(new AddressRecogniser(), new MrzRecogniser(), new NumberRecogniser(), new CodeRecogniser());

    @Override
    public @Nullable Hit at(Window window, int position) {
        char c = window.at(position);
        if (!BEGINNINGS.get(c) || insideWord(c, window.at(position - 1))) {
            return null;
        }
        for (var recogniser : recognisers) {
            var hit = recogniser.at(window, position);
            if (hit != null) {
                return hit;
            }
        }
        return null;
    }

    /** Only digits may follow letters without a gap. */
    private static boolean insideWord(char c, char before) {
        return Normal.alnum(c) && Normal.alnum(before) && (c > '9' || before <= '9');
    }
}
