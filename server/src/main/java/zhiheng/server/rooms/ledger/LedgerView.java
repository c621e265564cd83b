package zhiheng.server.rooms.ledger;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.When;

/** The ledger: its checkpoint, and the newest entries of a part of it. */
public record LedgerView(
        String checkpoint,
        long size,
        String key,
        List<Row> rows,
        @Nullable String older) {
    /**
     * One entry.
     *
     * @param subject as the ledger has it; {@code about} says it in words
     */
    public record Row(long index, String href, When time, String actor, String act, String subject, About about) {}

    /** What an act was about; without a page of its own {@code href} is empty. */
    public record About(String name, String href) {}

    /** One entry, with what was said in its act, and with the proof that it is in the log, recomputed step by step. */
    public record EntryView(
            Row row,
            String digest,
            String body,
            Map<String, String> words,
            long treeSize,
            String leafHash,
            List<Step> steps,
            String computed,
            String root,
            boolean holds,
            String checkpoint,
            String key) {}

    /** One step of the proof: which side the sibling stands on, its hash, and the hash of both. */
    public record Step(boolean left, String sibling, String result) {}
}
