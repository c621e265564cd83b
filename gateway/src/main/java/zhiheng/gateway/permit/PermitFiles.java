package zhiheng.gateway.permit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import zhiheng.base.Refusal;

/** One file per system, replaced whole: written beside, synced, renamed, directory synced. */
public final class PermitFiles implements PermitStore {
    private final Path folder;

    public PermitFiles(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Permit> load() {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".json"))
                    .sorted()
                    .map(PermitFiles::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Permit read(Path file) {
        try {
            return PermitJson.read(Files.readString(file));
        } catch (IOException | RuntimeException e) {
            throw Refusal.conflict(
                    "许可文件无法读取：" + file.getFileName() + "；请从备份恢复，或移走它（该系统随即没有许可）。",
                    "The permit file " + file.getFileName()
                            + " cannot be read; restore it from a backup, or move it away (the system then has no permit).");
        }
    }

    @Override
    public void intend(Permit meanwhile, Permit after) {
        replace(meanwhile);
    }

    @Override
    public void commit(Permit after) {
        replace(after);
    }

    private void replace(Permit permit) {
        var file = folder.resolve(permit.system() + ".json");
        var beside = folder.resolve(permit.system() + ".json.new");
        try {
            try (var channel = FileChannel.open(
                    beside,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(PermitJson.write(permit).getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
