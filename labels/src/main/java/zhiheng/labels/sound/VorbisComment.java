package zhiheng.labels.sound;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.Keyed;

/** A Vorbis comment (xiph.org "Ogg Vorbis I", section 5), as FLAC, Vorbis and Opus hold it; what follows it is kept. */
record VorbisComment(byte[] vendor, List<byte[]> entries, byte[] rest) {
    /** No label is longer. */
    private static final int LONGEST = 1 << 16;

    static VorbisComment parse(byte[] bytes, int from) throws BadFile {
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(from);
        byte[] vendor = next(in);
        if (in.remaining() < 4) {
            throw damaged();
        }
        long count = in.getInt() & 0xffffffffL;
        if (count > in.remaining() / 4) {
            throw damaged();
        }
        var entries = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            entries.add(next(in));
        }
        return new VorbisComment(vendor, entries, Arrays.copyOfRange(bytes, in.position(), bytes.length));
    }

    static VorbisComment empty() {
        return new VorbisComment(new byte[0], List.of(), new byte[0]);
    }

    private static byte[] next(ByteBuffer in) throws BadFile {
        long length = in.remaining() < 4 ? Long.MAX_VALUE : in.getInt() & 0xffffffffL;
        if (length > in.remaining()) {
            throw damaged();
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    private static BadFile damaged() {
        return new BadFile("Vorbis 注释损坏", "the Vorbis comment is damaged");
    }

    void labels(String place, Found found) throws BadFile {
        for (byte[] entry : entries) {
            found.step();
            var label = label(entry);
            if (label != null) {
                label.tell(found, place);
            }
        }
    }

    boolean holdsLabel() {
        return entries.stream().anyMatch(entry -> label(entry) != null);
    }

    private static @Nullable Keyed label(byte[] entry) {
        int equals = -1;
        for (int i = 0; i < Math.min(entry.length, 64) && equals < 0; i++) {
            equals = entry[i] == '=' ? i : -1;
        }
        if (equals <= 0) {
            return null;
        }
        String key = new String(entry, 0, equals, StandardCharsets.UTF_8);
        if (entry.length > LONGEST) { // a picture
            return null;
        }
        return Keyed.of(key, new String(entry, equals + 1, entry.length - equals - 1, StandardCharsets.UTF_8));
    }

    /** The comment with this as its one label, or with none. */
    byte[] withLabel(@Nullable String json) {
        var kept = new ArrayList<byte[]>();
        for (byte[] entry : entries) {
            if (label(entry) == null) {
                kept.add(entry);
            }
        }
        if (json != null) {
            kept.add(("AIGC=" + json).getBytes(StandardCharsets.UTF_8));
        }
        var out = new ByteArrayOutputStream();
        out.writeBytes(Edits.u32le(vendor.length));
        out.writeBytes(vendor);
        out.writeBytes(Edits.u32le(kept.size()));
        for (byte[] entry : kept) {
            out.writeBytes(Edits.u32le(entry.length));
            out.writeBytes(entry);
        }
        out.writeBytes(rest);
        return out.toByteArray();
    }
}
