package zhiheng.server.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import zhiheng.base.OwnerOnly;
import zhiheng.base.Refusal;

/**
 * Which of several servers a data folder belongs to, in its file {@code server.id}; a folder without one is that of a server on its own.
 *
 * @param name unlike that of any other server; "" for one on its own
 * @param journal under which number the database knows how far this folder's journal was brought in
 * @param shared where the files lie that all servers see: evidence, attachments, answers and keys; the data folder itself for one
 */
public record ServerFile(String name, int journal, Path shared) {
    public static final String FILE = "server.id";
    private static final int ONLY = 1;

    /** As the folder says. */
    public static ServerFile of(Path data) {
        var file = data.resolve(FILE);
        if (!Files.exists(file)) {
            return new ServerFile("", ONLY, data);
        }
        try {
            var lines = Files.readAllLines(file);
            return new ServerFile(lines.get(0), Integer.parseInt(lines.get(1)), Path.of(lines.get(2)));
        } catch (IOException | RuntimeException e) {
            throw Refusal.conflict("无法读取 " + file + "；请从备份恢复它。", file + " cannot be read; restore it from a backup.");
        }
    }

    /** Makes the folder that of one of several servers, if it is not yet; its journal goes on as it is. */
    public static ServerFile among(Path data, Path shared) {
        var before = of(data);
        var name = before.name().isEmpty() ? UUID.randomUUID().toString() : before.name();
        int journal = !before.name().isEmpty() || Files.exists(data.resolve("journal"))
                ? before.journal()
                : ONLY + 1 + (name.hashCode() & 0x3fff_ffff);
        var now = new ServerFile(name, journal, shared.toAbsolutePath().normalize());
        if (!now.equals(before)) {
            try {
                OwnerOnly.make(data.resolve(FILE));
                Files.write(
                        data.resolve(FILE),
                        (name + "\n" + journal + "\n" + now.shared() + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return now;
    }
}
