package zhiheng.server.ground;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * One kind of data that a room keeps of people or in people's words, and when it goes.
 *
 * @param name one word, in addresses and settings
 * @param goes by what it goes beside its age, and what stays
 * @param days after how many it goes by age where nothing else is set; 0 never
 * @param least the fewest days that may be set; 0 where never may be set too
 * @param most the most days that may be set
 * @param older takes away what is older; null where age is not what it goes by
 */
public record Kept(
        String name,
        Text what,
        Text goes,
        int days,
        int least,
        int most,
        @Nullable Older older) {
    /** Takes away what is from before {@code limit}, in a transaction. */
    @FunctionalInterface
    public interface Older {
        /** Returns of how many things. Asked again it finds none. */
        int before(Connection c, Instant limit) throws SQLException;
    }

    /** What goes by something else than a setting. */
    public static Kept otherwise(String name, Text what, Text goes) {
        return new Kept(name, what, goes, 0, 0, 0, null);
    }
}
