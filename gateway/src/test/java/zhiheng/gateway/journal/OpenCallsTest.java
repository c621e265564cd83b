package zhiheng.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.gateway.Interaction;

/** Calls under way when the process dies: each is there once, as it stood last. */
class OpenCallsTest {
    private static final Journal.Settings SMALL =
            new Journal.Settings(4_096, 1 << 20, Duration.ofMillis(1), Duration.ofMillis(1));

    @TempDir
    Path folder;

    private final List<Interaction> kept = new CopyOnWriteArrayList<>();
    private volatile Position reached = Position.START;

    private final InteractionStore store = new InteractionStore() {
        @Override
        public Position position() {
            return reached;
        }

        @Override
        public void insert(List<Interaction> interactions, Map<String, byte[]> contents, Position next) {
            kept.addAll(interactions);
            reached = next;
        }
    };

    /** One that brings nothing to the store and is never closed, as when its process is killed. */
    private Journal dying() throws Exception {
        return Journal.resting(folder, SMALL, store, batch -> {});
    }

    private List<String> keptAfterAnotherStart() throws Exception {
        new Journal(folder, SMALL, store, batch -> {}).close();
        return kept.stream().map(Interaction::id).toList();
    }

    private static String id(int n) {
        return Sample.interaction(n).id();
    }

    @Test
    void a_call_that_was_never_completed_is_there_after_the_next_start_once() throws Exception {
        var first = dying();
        first.open(Sample.interaction(1));
        first.open(Sample.interaction(2));
        first.open(Sample.interaction(1));
        first.add(Sample.interaction(2), null);
        assertThat(keptAfterAnotherStart()).containsExactlyInAnyOrder(id(1), id(2));
        assertThat(keptAfterAnotherStart()).hasSize(2);
    }

    @Test
    void it_is_pending_once_before_anything_is_brought() throws Exception {
        dying().open(Sample.interaction(1));
        var pending = new ArrayList<String>();
        dying().pending(i -> pending.add(i.id()));
        assertThat(pending).containsExactly(id(1));
    }

    @Test
    void it_outlives_the_file_it_began_in() throws Exception {
        try (var first = new Journal(folder, SMALL, store, batch -> {})) {
            first.open(Sample.interaction(1));
            for (int n = 2; n < 100; n++) {
                first.add(Sample.interaction(n), null);
            }
        } // all is brought and old files are gone; the call is not over
        assertThat(keptAfterAnotherStart()).hasSize(99).doesNotHaveDuplicates().contains(id(1));
    }

    @Test
    void what_is_completed_in_a_later_file_is_not_added_again() throws Exception {
        try (var first = new Journal(folder, SMALL, store, batch -> {})) {
            first.open(Sample.interaction(1));
            for (int n = 2; n < 50; n++) {
                first.add(Sample.interaction(n), null);
            }
            first.add(Sample.interaction(1), null);
            for (int n = 50; n < 100; n++) {
                first.add(Sample.interaction(n), null);
            }
        }
        assertThat(keptAfterAnotherStart()).hasSize(99).doesNotHaveDuplicates();
    }
}
