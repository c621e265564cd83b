package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events of a streamed transcription: what was heard in {@code transcript.text.delta} pieces, in segments where speakers are told apart,
 * and whole in {@code transcript.text.done}.
 */
final class TranscriptShape implements StreamShape {
    private static final String DELTA = "transcript.text.delta";
    private static final String HEARD = "heard";

    private final StreamText text;
    /** The last piece, null when what was held back of it has gone out. */
    private @Nullable ObjectNode piece;

    private boolean named;

    TranscriptShape(StreamText text) {
        this.text = text;
    }

    static boolean isSegment(ObjectNode data) {
        return data.path("type").asString("").equals("transcript.text.segment");
    }

    /** The name of a segment's text. */
    static String segment(ObjectNode data) {
        return "segment " + data.path("id").asString("");
    }

    @Override
    public List<Buffer> take(String name, ObjectNode data, @Nullable Buffer raw) {
        var out = new ArrayList<Buffer>(1);
        boolean changed = raw == null;
        named = !name.isEmpty();
        var type = data.path("type").asString("");
        if (type.equals(DELTA) && data.path("delta").isString()) {
            piece = data;
            changed |= text.whole(data, data.get("delta"));
            var words = data.path("delta").stringValue();
            var released = text.push(HEARD, words, false);
            if (!released.equals(words)) {
                data.put("delta", released);
                changed = true;
            }
        } else {
            if (type.equals("transcript.text.done")) {
                rest(out);
            }
            var part =
                    isSegment(data) ? text.part(segment(data), data.path("text").asString("")) : null;
            if (part != null) {
                data.put("text", part);
                changed = true;
            }
            changed |= part == null ? text.whole(data) : text.whole(data, data.get("text"));
        }
        out.add(changed || raw == null ? StreamShape.event(name, data) : raw);
        return out;
    }

    private void rest(List<Buffer> out) {
        var like = piece;
        piece = null;
        var words = like == null ? "" : text.end(HEARD, false);
        if (like != null && !words.isEmpty()) {
            out.add(StreamShape.event(named ? DELTA : "", like.deepCopy().put("delta", words)));
        }
    }

    @Override
    public List<Buffer> flush() {
        var out = new ArrayList<Buffer>();
        rest(out);
        return out;
    }
}
