package zhiheng.gateway.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import zhiheng.gateway.Interaction;

/** Runs in a process of its own until it is killed: adds interactions and prints each number once it was added. */
public final class Writer {
    static final Journal.Settings SETTINGS =
            new Journal.Settings(1 << 20, 1L << 30, Duration.ofMillis(50), Duration.ofMillis(5));

    private Writer() {}

    public static void main(String[] args) throws Exception {
        var store = new InteractionStore() {
            @Override
            public Position position() {
                return Position.START;
            }

            @Override
            public void insert(List<Interaction> interactions, Map<String, byte[]> sealed, Position next)
                    throws Exception {
                throw new Exception("the store is down");
            }
        };
        var journal = new Journal(Path.of(args[0]), SETTINGS, store, batch -> {});
        for (int n = Integer.parseInt(args[1]); ; n++) {
            journal.add(Sample.interaction(n), null);
            System.out.println(n);
        }
    }
}
