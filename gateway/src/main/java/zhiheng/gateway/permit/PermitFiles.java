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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.base.JsonReader;
import zhiheng.base.OwnerOnly;
import zhiheng.base.Refusal;

/**
 * One file per system and one for each change under way, replaced whole: written beside, synced, renamed, directory synced. A change
 * for which the disk has no room goes into a {@link Reserve} that was made while there was some. All are for the owner's eyes only.
 */
public final class PermitFiles implements PermitStore {
    private static final String OPEN = ".open";

    private final Path folder;
    private final Reserve reserve;

    public PermitFiles(Path folder) {
        this.folder = folder;
        this.reserve = new Reserve(folder.resolve("reserve"));
        try {
            OwnerOnly.folders(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes room on the disk now, for changes that begin when there is none. */
    public PermitFiles withReserve() {
        reserve.make();
        return this;
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
        return read(file, PermitJson::read);
    }

    private static <T> T read(Path file, Function<String, T> reader) {
        try {
            return reader.apply(Files.readString(file));
        } catch (IOException | RuntimeException e) {
            throw Refusal.conflict(
                    "许可文件无法读取：" + file.getFileName() + "；请从备份恢复，或移走它（该系统随即没有许可）。",
                    "The permit file " + file.getFileName()
                            + " cannot be read; restore it from a backup, or move it away (the system then has no"
                            + " permit).");
        }
    }

    @Override
    public List<PermitChange> open() {
        var all = new LinkedHashMap<String, PermitChange>();
        try (var files = Files.list(folder)) {
            files.filter(f -> f.toString().endsWith(OPEN))
                    .map(f -> read(f, PermitFiles::change))
                    .forEach(change -> all.put(change.id(), change));
            reserve.all().stream().map(PermitFiles::change).forEach(change -> all.putIfAbsent(change.id(), change));
            return all.values().stream()
                    .sorted(Comparator.comparing(change -> change.after().version()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PermitChange change(String json) {
        var all = JsonReader.object(json, JsonReader.Limits.RECORD);
        return new PermitChange(
                String.valueOf(all.get("id")),
                PermitJson.read(Json.write(all.get("before"))),
                PermitJson.read(Json.write(all.get("after"))),
                String.valueOf(all.get("actor")),
                String.valueOf(all.get("reason")),
                map(all.get("evidence")));
    }

    private static Map<String, ?> map(@Nullable Object json) {
        return JsonReader.object(Json.write(json), JsonReader.Limits.RECORD);
    }

    private static Map<String, ?> tree(Permit permit) {
        return JsonReader.object(PermitJson.write(permit), JsonReader.Limits.RECORD);
    }

    @Override
    public void intend(PermitChange change) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", change.id());
        json.put("actor", change.actor());
        json.put("reason", change.reason());
        json.put("evidence", change.evidence());
        json.put("before", tree(change.before()));
        json.put("after", tree(change.after()));
        var text = Json.write(json);
        try {
            replace(file(change), text);
        } catch (UncheckedIOException full) {
            if (!reserve.keep(text)) {
                throw full;
            }
        }
    }

    private Path file(PermitChange change) {
        return folder.resolve(change.system() + "." + change.after().version() + OPEN);
    }

    @Override
    public void commit(Permit after) {
        replace(folder.resolve(after.system() + ".json"), PermitJson.write(after));
        for (var change : open()) {
            if (change.system().equals(after.system()) && change.after().version() <= after.version()) {
                takeBack(change);
            }
        }
    }

    @Override
    public void takeBack(PermitChange change) {
        delete(file(change));
        reserve.remove(text -> change(text).id().equals(change.id()));
    }

    private void delete(Path file) {
        try {
            if (Files.deleteIfExists(file)) {
                sync();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void replace(Path file, String text) {
        var beside = folder.resolve(file.getFileName() + ".new");
        try {
            try (var channel = FileChannel.open(
                    beside,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE),
                    OwnerOnly.file(folder))) {
                var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sync() throws IOException {
        try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
