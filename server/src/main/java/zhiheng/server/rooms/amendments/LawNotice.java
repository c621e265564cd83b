package zhiheng.server.rooms.amendments;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.DutyNews;

/**
 * What an amendment does to the duties of one system.
 *
 * @param readBy who of its organisation says that it was read; "" while nobody does
 */
record LawNotice(
        String id,
        String amendment,
        String system,
        String systemName,
        String org,
        String orgName,
        Instant noticed,
        List<DutyNews> news,
        String readBy,
        @Nullable Instant readAt) {
    boolean read() {
        return !readBy.isEmpty();
    }

    long count(DutyNews.How how) {
        return news.stream().filter(n -> n.how() == how).count();
    }
}
