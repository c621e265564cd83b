package zhiheng.gateway.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.inspect.Inspection;

/**
 * A slow inspection that looks at the same text once only. In a stream of responses each text comes in pieces and then whole several
 * times, and what is said about it must be the same each time.
 */
final class Remembered implements Inspection {
    private final Inspection inspection;
    private final Map<String, Outcome> known = new HashMap<>();

    Remembered(Inspection inspection) {
        this.inspection = inspection;
    }

    @Override
    public boolean reads() {
        return inspection.reads();
    }

    @Override
    public boolean blocks() {
        return inspection.blocks();
    }

    @Override
    public Outcome inspect(String text, Direction direction) {
        return known.computeIfAbsent(text, unseen -> inspection.inspect(unseen, direction));
    }

    @Override
    public Flow flow(Direction direction) {
        return Flow.whole(this, direction);
    }

    @Override
    public boolean checksTools() {
        return inspection.checksTools();
    }

    @Override
    public List<Detection> tool(String name, String arguments) {
        return inspection.tool(name, arguments);
    }
}
