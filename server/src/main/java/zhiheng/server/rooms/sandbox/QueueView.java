package zhiheng.server.rooms.sandbox;

import java.util.List;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * The participations in the order in which they are to be taken up.
 *
 * @param whole false where there are more than are shown
 */
public record QueueView(List<Row> waiting, List<Row> running, boolean whole) {
    /**
     * @param place in the queue
     * @param first why it goes before others; "" where nothing speaks for it
     * @param conflicts how many declared an interest and take no part
     * @param notice whether it is under public notice
     */
    public record Row(
            int place,
            String href,
            String system,
            String org,
            String procedure,
            State stage,
            When since,
            String score,
            String first,
            int conflicts,
            boolean notice) {}
}
