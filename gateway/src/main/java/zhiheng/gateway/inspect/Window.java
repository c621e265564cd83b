package zhiheng.gateway.inspect;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The part of a text that is being looked at, normalised, with the way back to the original. Positions count normalised characters
 * from the start of the text.
 *
 * <p>Who reads past what has arrived gets {@link #NONE} and leaves {@link #starved} set: its answer may change when more arrives and
 * must not be used. An answer got without starving depends only on what was read, which is why cuts do not matter.
 */
final class Window {
    static final char NONE = '\uFFFF';

    /** How far back of where it stands a scanner may read. */
    static final int LOOK_BEHIND = 200;

    /** More invisible characters in a row than this are not looked through, so that what is held back stays bounded. */
    static final int INVISIBLE = 16;

    private static final int CHUNK = 4096;

    boolean starved;

    private char[] plain;
    private char[] folded;
    /** Where each character stands in the original; null as long as each stands where it stands there, as in most texts. */
    private int @Nullable [] from;

    private int @Nullable [] to;
    private @Nullable BitSet accented;
    private int base;
    private int length;
    private int read;
    private int skipped;
    private char high;
    private boolean over;
    private int firstHan = Integer.MAX_VALUE;

    /** @param expected how many characters will be in it at a time; it grows when there are more */
    Window(int expected) {
        int size = Math.max(expected, 256);
        plain = new char[size];
        folded = new char[size];
    }

    void append(String piece, int start, int end) {
        var chars = new char[Math.min(CHUNK, end - start)];
        for (int at = start; at < end; at += CHUNK) {
            int many = Math.min(CHUNK, end - at);
            piece.getChars(at, at + many, chars, 0);
            append(chars, many);
        }
    }

    /** Out of an array: a text with Chinese in it checks its bounds for every character that it gives out. */
    private void append(char[] chars, int many) {
        for (int i = 0; i < many; i++) {
            char c = chars[i];
            boolean itself = c >= ' ' && c < 127 || c == '\n';
            if (itself && high == 0 && from == null && length < plain.length && read == base + length) {
                plain[length] = c;
                folded[length++] = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
                read++;
                skipped = 0;
            } else {
                take(c);
            }
        }
    }

    void end() {
        if (high != 0) {
            high = 0;
            nothing(1);
        }
        over = true;
    }

    private void take(char c) {
        if (high != 0) {
            char first = high;
            high = 0;
            if (Character.isLowSurrogate(c)) {
                several(Normal.expand(Character.toCodePoint(first, c)), 2);
                return;
            }
            nothing(1);
        }
        if (Character.isHighSurrogate(c)) {
            high = c;
            return;
        }
        char seen = Normal.plain(c);
        switch (seen) {
            case Normal.NOTHING -> {
                if (Character.getType(c) == Character.NON_SPACING_MARK) {
                    accent(base + length - 1);
                }
                nothing(1);
            }
            case Normal.SEVERAL -> several(Normal.expand(c), 1);
            default -> {
                if (seen < 128 && c >= 0xC0 && c < 0x2000) {
                    accent(base + length);
                }
                put(seen, 1);
                read++;
            }
        }
    }

    private void accent(int position) {
        accented = accented == null ? new BitSet() : accented;
        accented.set(Math.max(0, position));
    }

    /** Whether the character stands there without an accent that the original has: in a host's name that is another host. */
    boolean isAccented(int position) {
        return accented != null && accented.get(position);
    }

    private void several(String all, int width) {
        if (all.isEmpty()) {
            nothing(width);
            return;
        }
        for (int i = 0; i < all.length(); i++) {
            put(all.charAt(i), width);
        }
        read += width;
    }

    private void nothing(int width) {
        if (++skipped == INVISIBLE) {
            put(Normal.BREAK, width);
        }
        read += width;
    }

    private void put(char c, int width) {
        if (length == plain.length) {
            plain = Arrays.copyOf(plain, 2 * length);
            folded = Arrays.copyOf(folded, 2 * length);
        }
        if (firstHan == Integer.MAX_VALUE && c >= 0x3400 && c < 0xA000) {
            firstHan = base + length;
        }
        plain[length] = c;
        folded[length] = c < 128 && (c < 'A' || c > 'Z') ? c : Normal.fold(c);
        if (from != null || width != 1 || read != base + length) {
            place(width);
        }
        length++;
        skipped = 0;
    }

    private void place(int width) {
        int[] begins = from;
        int[] ends = to;
        if (begins == null || ends == null) {
            begins = new int[plain.length];
            ends = new int[plain.length];
            for (int i = 0; i < length; i++) {
                begins[i] = base + i;
                ends[i] = base + i + 1;
            }
        } else if (length == begins.length) {
            begins = Arrays.copyOf(begins, plain.length);
            ends = Arrays.copyOf(ends, plain.length);
        }
        begins[length] = read;
        ends[length] = read + width;
        from = begins;
        to = ends;
    }

    /** One past the last position. */
    int size() {
        return base + length;
    }

    boolean over() {
        return over;
    }

    /** The folded character, {@link #NONE} outside of the text. */
    char at(int position) {
        int i = position - base;
        return i >= 0 && i < length ? folded[i] : outside(i);
    }

    /** The first position from {@code position} on whose folded character is of one of the kinds, else {@link #size}. */
    int find(int kinds, int position) {
        return find(folded, kinds, false, position);
    }

    /** The first position from {@code position} on with this folded character, else {@link #size}. */
    int find(char c, int position) {
        int i = position - base;
        while (i < length && folded[i] != c) {
            i++;
        }
        return base + i;
    }

    /** The first from {@code position} on whose folded character is of none of the kinds, else {@link #size}; it does not starve. */
    int pass(int kinds, int position) {
        return find(folded, kinds, true, position);
    }

    /** As {@link #find}, before folding. */
    int findPlain(int kinds, int position) {
        return find(plain, kinds, false, position);
    }

    /** As {@link #pass}, before folding. */
    int passPlain(int kinds, int position) {
        return find(plain, kinds, true, position);
    }

    /** @param of whether characters of the kinds are passed over, or the others */
    private int find(char[] text, int kinds, boolean of, int position) {
        int i = position - base;
        while (i < length && (CharKinds.OF[text[i]] & kinds) != 0 == of) {
            i++;
        }
        return base + i;
    }

    /** The character before folding. */
    char plain(int position) {
        int i = position - base;
        return i >= 0 && i < length ? plain[i] : outside(i);
    }

    private char outside(int i) {
        if (i >= length && !over) {
            starved = true;
        }
        return NONE;
    }

    /** Where in the original the character begins; for {@link #size} how much of the original is normalised. */
    int original(int position) {
        return position == size() ? read : from == null ? position : from[position - base];
    }

    /** Where in the original the character ends. */
    int originalEnd(int position) {
        return to == null ? position + 1 : to[position - base];
    }

    /** Whether the text has had a Chinese character before {@code position}. */
    boolean chineseBefore(int position) {
        return firstHan < position;
    }

    /** What stands before a position, at most {@code most} characters. */
    String before(int position, int most) {
        int end = position - base;
        int start = Math.max(0, end - most);
        return new String(folded, start, end - start);
    }

    /** Forgets what lies further back than anybody may read from {@code position} on. */
    void forget(int position) {
        int gone = position - LOOK_BEHIND - base;
        if (gone >= 1024 || gone > 0 && gone >= length / 2) {
            System.arraycopy(plain, gone, plain, 0, length - gone);
            System.arraycopy(folded, gone, folded, 0, length - gone);
            if (from != null && to != null) {
                System.arraycopy(from, gone, from, 0, length - gone);
                System.arraycopy(to, gone, to, 0, length - gone);
            }
            base += gone;
            length -= gone;
        }
    }
}
