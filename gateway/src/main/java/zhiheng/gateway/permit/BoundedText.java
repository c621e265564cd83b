package zhiheng.gateway.permit;

import java.util.regex.Pattern;

/** A text that may be read only so many times: a pattern that backtracks without end gives up, and counts as not matching. */
final class BoundedText implements CharSequence {
    private static final int READS_PER_CHARACTER = 200;
    private static final int READS = 50_000;

    private static final class Exhausted extends RuntimeException {
        Exhausted() {
            super(null, null, false, false);
        }
    }

    private final String text;
    private final int[] left;

    private BoundedText(String text, int[] left) {
        this.text = text;
        this.left = left;
    }

    static boolean find(Pattern pattern, String text) {
        try {
            int reads = (int) Math.min(Integer.MAX_VALUE, READS + (long) READS_PER_CHARACTER * text.length());
            return pattern.matcher(new BoundedText(text, new int[] {reads})).find();
        } catch (Exhausted | StackOverflowError e) {
            return false;
        }
    }

    @Override
    public char charAt(int index) {
        if (--left[0] < 0) {
            throw new Exhausted();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new BoundedText(text.substring(start, end), left);
    }

    @Override
    public String toString() {
        return text;
    }
}
