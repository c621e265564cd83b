package zhiheng.packs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A library's files as they were at one moment: what is hashed is what is parsed, whoever saves a file meanwhile.
 *
 * @param content by path; a file that could not be taken up is missing here and told of when it is asked for
 * @param whole false when such a file exists, so that the hash would not speak for it
 */
record LibraryFiles(Path folder, List<Path> packs, Map<Path, byte[]> content, boolean whole) {
    static final int MAX_FILE_BYTES = 4 << 20;
    static final String SHARED = "shared";
    /** A library of its own, about alarms and incidents, that a library may hold; see {@link PackLibrary#incidents}. */
    static final String INCIDENTS = "incidents";

    private static final List<String> OF_ALL = List.of("facts.yaml", "events.yaml", "calendars.yaml");
    private static final List<String> OF_A_PACK = List.of("facts.yaml", "pack.yaml", "rules.yaml");

    static LibraryFiles of(Path folder) {
        var packs = packFolders(folder);
        var wanted = new ArrayList<Path>();
        OF_ALL.forEach(name -> wanted.add(folder.resolve(SHARED).resolve(name)));
        for (var pack : packs) {
            OF_A_PACK.forEach(name -> wanted.add(pack.resolve(name)));
        }
        wanted.sort(Comparator.comparing(Path::toString)); // as LibraryText has them
        var content = new LinkedHashMap<Path, byte[]>();
        boolean whole = true;
        for (var path : wanted) {
            try {
                if (Files.isRegularFile(path) && Files.size(path) <= MAX_FILE_BYTES) {
                    content.put(path, Files.readAllBytes(path));
                } else {
                    whole &= !Files.exists(path);
                }
            } catch (IOException e) {
                whole = false; // whoever asks for this file meets the same and says so
            }
        }
        return new LibraryFiles(folder, packs, content, whole);
    }

    static List<Path> packFolders(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new PackException(folder + ": no such folder; name the folder that holds one folder per pack");
        }
        try (var list = Files.list(folder)) {
            return list.filter(Files::isDirectory)
                    .filter(p -> !name(p).equals(SHARED) && !name(p).equals(INCIDENTS) && !name(p).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new PackException(folder + ": cannot be listed: " + e.getMessage());
        }
    }

    static String name(Path folder) {
        return String.valueOf(folder.getFileName());
    }

    boolean has(Path path) {
        return content.containsKey(path) || Files.exists(path);
    }

    Yaml yaml(Path path) {
        var bytes = content.get(path);
        return bytes == null ? Yaml.read(path, MAX_FILE_BYTES) : Yaml.of(path, bytes, MAX_FILE_BYTES);
    }

    /** SHA-256 over {@code program} and the {@link #digest}. */
    byte[] key(String program) {
        return key(program, digest());
    }

    static byte[] key(String program, byte[] digest) {
        var hash = sha256();
        add(hash, program.getBytes(StandardCharsets.UTF_8));
        add(hash, digest);
        return hash.digest();
    }

    /** SHA-256 over the packs' names and every file's name and content: the same for a folder and for its text in memory. */
    byte[] digest() {
        var digest = sha256();
        add(digest, new byte[0]); // once a name of the program; digests that are kept have it
        packs.forEach(pack -> add(digest, name(pack).getBytes(StandardCharsets.UTF_8)));
        content.forEach((path, bytes) -> {
            add(digest, relative(path.toString()).getBytes(StandardCharsets.UTF_8));
            add(digest, bytes);
        });
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, byte[] part) {
        digest.update(ByteBuffer.allocate(4).putInt(part.length).array());
        digest.update(part);
    }

    /** {@code file} as seen from the library's folder. */
    String relative(String file) {
        return folder.relativize(Path.of(file)).toString();
    }

    /** A file of the library by its name in it, written as reading the library would write it. */
    String resolve(String name) {
        return folder.resolve(name).toString();
    }
}
