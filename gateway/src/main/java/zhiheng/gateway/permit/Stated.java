package zhiheng.gateway.permit;

import java.time.LocalDate;
import java.util.List;

/**
 * What a gateway says about its share of one system's caps when it asks for more or gives back.
 *
 * @param moved whether something was used, refused or given back since it was stated last
 */
public record Stated(LocalDate day, List<Line> lines, boolean moved) {
    /** A share reaches for so many times what was used between two statements, so that a burst does not wait for the next. */
    static final int AHEAD = 4;

    /**
     * One cap.
     *
     * @param held what it will use at most until it is granted more: whatever it was granted beyond is given back
     * @param used of it; may be more than {@code held} for tokens, which are known when a call is over
     * @param wanted what it would like to hold
     */
    public record Line(Cap cap, long held, long used, long wanted) {}
}
