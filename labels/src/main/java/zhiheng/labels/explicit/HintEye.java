package zhiheng.labels.explicit;

import java.util.List;
import zhiheng.base.Text;

/**
 * Reads the words in a picture, whatever they are. With one, a check of a picture no longer says "inconclusive" where words are seen that
 * are none of the usual hints: it says what they are, or that no hint can be read.
 */
public interface HintEye {
    /**
     * Words in one line, and the box around their ink in pixels.
     *
     * @param sure how sure the reader is of the signs, in the mean, 0 to 1
     */
    record Line(String words, int x, int y, int width, int height, double sure) {}

    /**
     * @param luma brightness, 0 to 255, row by row
     * @return the lines that can be read, in any order
     */
    List<Line> read(byte[] luma, int width, int height);

    /** How often it is right, for people: what was measured, on what, with which intervals. */
    Text measured();
}
