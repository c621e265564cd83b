package zhiheng.watch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** A key that was not heard of for a while: what {@link KeyWatch#write} wrote, packed, which takes a third of the room or less. */
record Asleep(long newest, byte[] packed) {
    static Asleep of(KeyWatch key, Deflater deflater) {
        var bytes = new ByteArrayOutputStream(1024);
        deflater.reset();
        try (var out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            key.write(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the stream lies in memory
        }
        return new Asleep(key.newest(), bytes.toByteArray());
    }

    /** @param wanted the monitors of the key's metric, as it had them when it fell asleep */
    KeyWatch wake(List<Monitor<?>> wanted) {
        try (var in = new DataInputStream(unpacked())) {
            return KeyWatch.read(wanted, in);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // it was written by this process
        }
    }

    /** Writes what the key itself would. */
    void write(DataOutput out) throws IOException {
        try (var in = unpacked()) {
            out.write(in.readAllBytes());
        }
    }

    private InflaterInputStream unpacked() {
        return new InflaterInputStream(new ByteArrayInputStream(packed));
    }
}
