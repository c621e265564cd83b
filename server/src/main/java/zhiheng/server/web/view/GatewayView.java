package zhiheng.server.web.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gateway of one system.
 *
 * @param state null while there is no permit
 * @param permitJson the permit as it is written, for the editor
 * @param newKey just made; shown this once
 */
public record GatewayView(
        String href,
        String system,
        String address,
        boolean mayChange,
        @Nullable State state,
        long version,
        List<Change> changes,
        List<Meter> meters,
        String permitJson,
        String route,
        List<Choice> places,
        List<Key> keys,
        String newKey,
        List<Call> calls,
        boolean refusedOnly,
        @Nullable String next,
        Form form) {
    /** A state the permit can be changed to. */
    public record Change(String value, String word, String tone, String shape) {}

    /** How much of a cap is used; {@code cap} empty where there is none. */
    public record Meter(String what, long used, String cap, int percent) {}

    public record Key(String id, String label, String created, boolean revoked) {}

    /** One call; {@code clause} is empty for one that passed. */
    public record Call(
            String time,
            String surface,
            String model,
            int status,
            String clause,
            String millis,
            long tokens,
            boolean labelled,
            List<String> found) {}
}
