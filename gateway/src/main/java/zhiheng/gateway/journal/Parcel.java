package zhiheng.gateway.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zhiheng.gateway.Interaction;

/**
 * Interactions on their way from one machine to another, each in the layout of the journal, whose first byte is its version: so a
 * gateway of an older version is read, and what a newer one sends is refused by name.
 *
 * @param contents of some of them, by id
 */
public record Parcel(List<Interaction> interactions, Map<String, byte[]> contents) {
    private static final int MOST_ENTRIES = 20_000;
    private static final int MOST_BYTES = 32 << 20;

    public byte[] bytes() {
        var bytes = new ByteArrayOutputStream(interactions.size() * 320 + 4);
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(interactions.size());
            for (var i : interactions) {
                var entry = Codec.write(i, contents.get(i.id()));
                out.writeInt(entry.length);
                out.write(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException for what is cut off, too long, of an unknown layout or of a call that still goes on */
    public static Parcel read(byte[] bytes) throws IOException {
        return read(new ByteArrayInputStream(bytes));
    }

    /** As {@link #read(byte[])}. */
    public static Parcel read(InputStream from) throws IOException {
        var in = new DataInputStream(from);
        int count = in.readInt();
        if (count < 0 || count > MOST_ENTRIES) {
            throw new IOException("a parcel of " + count + " entries; it has at most " + MOST_ENTRIES);
        }
        var interactions = new ArrayList<Interaction>(Math.min(count, 1_000));
        var contents = new HashMap<String, byte[]>();
        for (int left = count; left > 0; left--) {
            int length = in.readInt();
            if (length <= 0 || length > MOST_BYTES) {
                throw new IOException("an entry of " + length + " bytes; it has at most " + MOST_BYTES);
            }
            var entry = Codec.read(in.readNBytes(length));
            if (entry.opening()) {
                throw new IOException("a call that still goes on");
            }
            interactions.add(entry.interaction());
            if (entry.sealed() != null) {
                contents.put(entry.interaction().id(), entry.sealed());
            }
        }
        if (in.read() >= 0) {
            throw new IOException("bytes behind the last entry");
        }
        return new Parcel(interactions, contents);
    }
}
