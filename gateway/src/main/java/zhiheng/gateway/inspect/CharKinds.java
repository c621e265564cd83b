package zhiheng.gateway.inspect;

/**
 * What a character can be part of, a bit each, in one table: most characters start no match; one table look-up rules them out.
 * {@link Window} looks for kinds, so that a recogniser is asked only where it may find something.
 */
final class CharKinds {
    /** An ASCII letter. */
    static final int LATIN = 1;
    /** An ASCII digit. */
    static final int DIGIT = 2;

    static final int ALNUM = LATIN | DIGIT;
    /** What keys and tokens consist of: letters, digits, hyphen, underscore, plus, slash. */
    static final int TOKEN = 4;
    /** Counts in a term, {@link TermList#isLetter}. */
    static final int LETTER = 8;
    /** Ends a phrase, {@link TermList#endsPhrase}. */
    static final int ENDS_PHRASE = 16;
    /** Personal data may begin with it. */
    static final int PERSONAL = 32;

    /** A Cyrillic or Greek letter that does not look like a Latin one. */
    static final int OTHER_LETTER = 64;

    /** A Chinese name or address may begin with it, or with what follows it. */
    static final int NAME = 128;

    static final byte[] OF = new byte[1 << 16];

    static {
        for (int i = 0; i < OF.length; i++) {
            char c = (char) i;
            boolean alnum = Normal.alnum(c);
            boolean other = c >= 0x370 && c < 0x530 && Character.isLetter(c);
            OF[i] = (byte) ((alnum ? c <= '9' ? DIGIT : LATIN : 0)
                    | (alnum || "_-+/".indexOf(c) >= 0 ? TOKEN : 0)
                    | (TermList.isLetter(c) ? LETTER : 0)
                    | (TermList.endsPhrase(c) ? ENDS_PHRASE : 0)
                    | (other ? OTHER_LETTER : 0)
                    | (ChineseNames.mayBegin(c) || ChineseAddresses.mayBegin(c) ? NAME | PERSONAL : 0)
                    | (alnum
                                    || other
                                    || Normal.digit(c) >= 0
                                    || "_+(".indexOf(c) >= 0
                                    || CodeRecogniser.PROVINCES.indexOf(c) >= 0
                            ? PERSONAL
                            : 0));
        }
    }

    private CharKinds() {}

    static boolean is(char c, int kinds) {
        return (OF[c] & kinds) != 0;
    }
}
