package zhiheng.cluster;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import zhiheng.watch.Key;
import zhiheng.watch.StateFile;

/**
 * Puts keys into the order in which one machine keeps them, the one longest without an observation first, since that makes room first. States
 * lie in a file meanwhile; only their places are in memory.
 */
final class KeysByAge implements AutoCloseable {
    private record Place(long newest, long from, int length) {}

    private final Path file;
    private final OutputStream states;
    private Place[] places = new Place[1024];
    private int size;
    private long written;

    KeysByAge(Path folder) throws IOException {
        file = Files.createTempFile(folder, "states", ".tmp");
        states = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    }

    void add(Key key, long newest, byte[] state) throws IOException {
        var named = new ByteArrayOutputStream(64 + state.length);
        StateFile.name(new DataOutputStream(named), key);
        named.writeBytes(state);
        int length = named.size();
        named.writeTo(states);
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
        }
        places[size++] = new Place(newest, written, length);
        written += length;
    }

    int size() {
        return size;
    }

    void writeOldestFirst(DataOutputStream out) throws IOException {
        states.flush();
        Arrays.sort(places, 0, size, Comparator.comparingLong(Place::newest).thenComparingLong(Place::from));
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            for (int i = 0; i < size; i++) {
                var bytes = new byte[places[i].length()];
                in.seek(places[i].from());
                in.readFully(bytes);
                out.write(bytes);
            }
        }
    }

    @Override
    public void close() throws IOException {
        states.close();
        Files.deleteIfExists(file);
    }
}
