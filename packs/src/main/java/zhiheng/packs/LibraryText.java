package zhiheng.packs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The files of a library as text in memory: to be kept, compared, changed and read as a library without a file being written.
 *
 * @param files by their names in the library, such as {@code eu-ai-act/rules.yaml}
 */
public record LibraryText(SortedMap<String, byte[]> files) {
    private static final int MOST_BYTES = 64 << 20;
    /** Nothing lies there, so that what is read is what is in memory. */
    private static final Path NOWHERE = Path.of("/", "zhiheng-in-memory");

    /** What a library is read from: facts, rules, dates; the cases and lists beside them are not part of it. */
    public static LibraryText of(Path folder) {
        var read = LibraryFiles.of(folder);
        if (!read.whole()) {
            throw new PackException(folder + ": some files cannot be read");
        }
        var files = new TreeMap<String, byte[]>();
        read.content()
                .forEach((path, bytes) ->
                        files.put(read.relative(path.toString()).replace('\\', '/'), bytes));
        return new LibraryText(files);
    }

    /** The same with one file in another wording. */
    public LibraryText with(String name, byte[] content) {
        var other = new TreeMap<>(files);
        other.put(name, content);
        return new LibraryText(other);
    }

    private LibraryFiles inMemory() {
        var packs = new TreeSet<String>();
        Map<Path, byte[]> content = new LinkedHashMap<>();
        files.forEach((name, bytes) -> {
            content.put(NOWHERE.resolve(name), bytes);
            var folder = name.substring(0, Math.max(0, name.indexOf('/')));
            if (!folder.isEmpty() && !folder.equals(LibraryFiles.SHARED)) {
                packs.add(folder);
            }
        });
        return new LibraryFiles(NOWHERE, packs.stream().map(NOWHERE::resolve).toList(), content, true);
    }

    /**
     * Reads it as a library.
     *
     * @throws PackException as {@link PackLibrary#load}, naming files by their names in the library
     */
    public PackLibrary library() {
        try {
            var read = inMemory();
            return new PackLibrary(LibraryParts.read(read), read.digest());
        } catch (PackException e) {
            throw new PackException(String.valueOf(e.getMessage()).replace(NOWHERE + "/", ""));
        }
    }

    /** SHA-256 over every name and content. */
    public String digest() {
        return HexFormat.of().formatHex(inMemory().digest());
    }

    /** The folders of packs in which a file is another one than in {@code other}, or is missing there. */
    public List<String> changedSince(LibraryText other) {
        var changed = new TreeSet<String>();
        var names = new TreeSet<>(files.keySet());
        names.addAll(other.files.keySet());
        for (var name : names) {
            if (!java.util.Arrays.equals(files.get(name), other.files.get(name))) {
                changed.add(name.substring(0, Math.max(0, name.indexOf('/'))));
            }
        }
        return new ArrayList<>(changed);
    }

    /** Small enough to be kept: a library of half a megabyte takes a quarter of it. */
    public byte[] zip() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What {@link #zip} wrote. */
    public static LibraryText unzip(byte[] zipped) {
        var files = new TreeMap<String, byte[]>();
        long all = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(zipped))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var bytes = zip.readNBytes(LibraryFiles.MAX_FILE_BYTES + 1);
                all += bytes.length;
                if (all > MOST_BYTES) {
                    throw new PackException("a library that was kept is too large");
                }
                files.put(entry.getName(), bytes);
            }
        } catch (IOException e) {
            throw new PackException("a library that was kept cannot be read: " + e.getMessage());
        }
        return new LibraryText(files);
    }
}
