package zhiheng.gateway.upstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.OwnerOnly;

/**
 * Whose the responses are that upstreams keep, and where: many systems may share an upstream and its key, and none may fetch what another
 * was told. The last {@value #MOST} are known, over a restart too where there is a file: a line each.
 */
public final class Owned implements AutoCloseable {
    private static final int MOST = 100_000;

    private record Owner(String system, String upstream) {}

    private final Map<String, Owner> owners = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Owner> eldest) {
            return size() > MOST;
        }
    };
    private final @Nullable FileChannel file;

    /** Forgets all with the process. */
    public Owned() {
        file = null;
    }

    /** Reads what is in a file, and goes on writing there. */
    public Owned(Path path) throws IOException {
        if (Files.exists(path)) {
            for (var line : Files.readAllLines(path, StandardCharsets.UTF_8)) {
                var words = line.split(" ");
                if (words.length == 3) { // the last line may be torn
                    owners.put(words[0], new Owner(words[1], words[2]));
                }
            }
        }
        var fresh = path.resolveSibling(path.getFileName() + ".new");
        var lines = owners.entrySet().stream()
                .map(e -> line(e.getKey(), e.getValue()).strip())
                .toList();
        OwnerOnly.make(fresh);
        Files.write(fresh, lines, StandardCharsets.UTF_8);
        Files.move(fresh, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        file = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    private static String line(String id, Owner owner) {
        return id + " " + owner.system + " " + owner.upstream + "\n";
    }

    /** A system was given this id by its upstream; the first to have it keeps it. */
    public synchronized void claim(String system, String id, String upstream) {
        var owner = new Owner(system, upstream);
        if (!id.matches("[A-Za-z0-9_-]{1,200}") || upstream.contains(" ") || owners.putIfAbsent(id, owner) != null) {
            return;
        }
        if (file != null) {
            try {
                file.write(ByteBuffer.wrap(line(id, owner).getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                owners.remove(id); // not known after a restart: better not known now
            }
        }
    }

    /** The upstream where a system's response is, null when it is not its own. */
    public synchronized @Nullable String upstream(String system, String id) {
        var owner = owners.get(id);
        return owner != null && owner.system.equals(system) ? owner.upstream : null;
    }

    /** Whether it is another system's. */
    public synchronized boolean isOfAnother(String system, String id) {
        var owner = owners.get(id);
        return owner != null && !owner.system.equals(system);
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
