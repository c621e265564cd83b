package zhiheng.office.input;

import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;

/** Two people change one thing that has no version of its own: who comes second is told what the first wrote. */
public final class Seen {
    private Seen() {}

    /**
     * Refuses to write over what somebody else wrote meanwhile.
     *
     * @param was what stood there when the person began; null does not ask
     * @param there what stands there now
     * @param now what is to be written; the same again is no conflict
     */
    public static void check(@Nullable String was, String there, String now) {
        if (was != null && !same(was, there) && !same(there, now)) {
            throw Refusal.conflict(
                    "他人已改为：“" + there + "”。再次提交即以您的为准。",
                    "Somebody else has changed it to “" + there + "”. Send it again to save yours on top.");
        }
    }

    /** As texts, whatever ends their lines: browsers send CR LF. */
    private static boolean same(String a, String b) {
        return a.strip().replace("\r\n", "\n").equals(b.strip().replace("\r\n", "\n"));
    }
}
