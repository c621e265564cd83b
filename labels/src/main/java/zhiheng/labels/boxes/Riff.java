package zhiheng.labels.boxes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelJson;

/**
 * A chunk of a RIFF file; its size is little-endian and its end padded to an even byte.
 *
 * @param end where its content ends, without padding
 */
public record Riff(String id, long at, long end) {
    public long body() {
        return at + 8;
    }

    public long next() {
        return end + (end - at & 1);
    }

    public long size() {
        return next() - at;
    }

    /** The chunks of {@code [from, to)}; each must end inside, but the last may lack its padding. */
    public static List<Riff> list(Source in, long from, long to, Found found) throws IOException {
        var chunks = new ArrayList<Riff>();
        long at = from;
        while (at + 8 <= to) {
            found.step();
            Riff chunk = at(in, at);
            if (chunk.end > to) {
                throw beyond(chunk);
            }
            chunks.add(chunk);
            at = chunk.next();
        }
        return chunks;
    }

    public static Riff at(Source in, long at) throws IOException {
        byte[] id = in.bytes(at, 4);
        for (byte b : id) {
            if (b < 0x20) {
                throw new BadFile("RIFF 块标识损坏", "the chunk at byte " + at + " has no valid name");
            }
        }
        return new Riff(new String(id, StandardCharsets.ISO_8859_1), at, at + 8 + in.u32le(at + 4));
    }

    public static BadFile beyond(Riff chunk) {
        return new BadFile(
                "文件不完整: 块 " + chunk.id + " 超出末尾",
                "the file is incomplete: the chunk " + chunk.id + " at byte " + chunk.at + " lies beyond its end");
    }

    public static byte[] chunk(String id, byte[]... content) {
        byte[] body = Edits.join(content);
        return Edits.join(Edits.latin1(id), Edits.u32le(body.length), body, new byte[body.length & 1]);
    }

    /** A LIST of kind INFO with these items, but for their labels, and one label at its end if given. */
    public static byte[] info(Source in, List<Riff> items, Limits limits, @Nullable String json) throws IOException {
        var parts = new ArrayList<byte[]>();
        parts.add(Edits.latin1("INFO"));
        for (Riff item : items) {
            if (!item.holdsLabel(in, limits)) {
                parts.add(chunk(item.id, in.bytes(item.body(), item.end - item.body(), limits)));
            }
        }
        if (json != null) {
            parts.add(chunk("AIGC", json.getBytes(StandardCharsets.UTF_8), new byte[1]));
        }
        return chunk("LIST", parts.toArray(byte[][]::new));
    }

    /** Whether an item of a list INFO is a label: by its name, or, as in a comment, by what it says. */
    public boolean holdsLabel(Source in, Limits limits) throws IOException {
        if (id.equals("AIGC")) {
            return true;
        }
        boolean candidate = end - body() <= limits.labelBytes() && end - body() > 16;
        String text = candidate ? text(in, limits) : "";
        return text.contains("ContentProducer") && LabelJson.isLabel(text);
    }

    public boolean list(Source in, String kind) throws IOException {
        return id.equals("LIST") && end - body() >= 4 && in.matches(body(), kind);
    }

    /** The text of a chunk up to its first zero. */
    public String text(Source in, Limits limits) throws IOException {
        if (end - body() > limits.labelBytes()) {
            throw new BadFile("标识文本过长", "a label is longer than " + limits.labelBytes() + " bytes");
        }
        String text = new String(in.bytes(body(), end - body()), StandardCharsets.UTF_8);
        int zero = text.indexOf('\0');
        return zero < 0 ? text : text.substring(0, zero);
    }
}
