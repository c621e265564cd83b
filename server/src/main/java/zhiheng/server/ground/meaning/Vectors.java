package zhiheng.server.ground.meaning;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of texts, kept in a file by what the texts say and which model read them, so that after a change of some texts only those
 * are read again. A convenience and never a condition: a file that is damaged, foreign or cannot be written counts as none.
 */
public final class Vectors {
    private static final int MAGIC = 0x5a48_5631;
    private static final int MOST = 200_000;
    private static final int MOST_LONG = 4_096;

    private final @Nullable Path file;
    private final String model;

    /**
     * @param file null to keep nothing
     * @param model what tells this model from others
     */
    public Vectors(@Nullable Path file, String model) {
        this.file = file;
        this.model = model;
    }

    /** Keeps nothing. */
    public static Vectors unkept() {
        return new Vectors(null, "");
    }

    /** The vectors of each list of texts, in their order; a text that has none is left out. */
    List<List<float[]>> of(List<List<String>> texts, Meaning meaning) {
        var known = read();
        var used = new HashMap<String, float[]>();
        boolean fresh = make(texts, known, used, meaning);
        var result = new ArrayList<List<float[]>>();
        for (var group : texts) {
            var vectors = new ArrayList<float[]>();
            for (var text : group) {
                var vector = used.get(key(text));
                if (vector != null) {
                    vectors.add(vector);
                }
            }
            result.add(List.copyOf(vectors));
        }
        if (fresh || used.size() < known.size()) {
            write(used);
        }
        return List.copyOf(result);
    }

    /** Takes into {@code used} what is known, and makes the rest. Returns whether any was made. */
    private boolean make(
            List<List<String>> texts, Map<String, float[]> known, Map<String, float[]> used, Meaning meaning) {
        var missing = new LinkedHashMap<String, String>();
        for (var group : texts) {
            for (var text : group) {
                var key = key(text);
                var vector = known.get(key);
                if (vector == null) {
                    missing.put(key, text);
                } else {
                    used.put(key, vector);
                }
            }
        }
        var made = meaning.all(List.copyOf(missing.values()));
        boolean fresh = false;
        int at = 0;
        for (var key : missing.keySet()) {
            var vector = made.get(at++);
            fresh |= vector.isPresent();
            vector.ifPresent(v -> used.put(key, v));
        }
        return fresh;
    }

    private String key(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(model.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private Map<String, float[]> read() {
        if (file == null || !Files.isRegularFile(file)) {
            return Map.of();
        }
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int magic = in.readInt();
            int count = in.readInt();
            int length = in.readInt();
            if (magic != MAGIC || count < 0 || count > MOST || length < 1 || length > MOST_LONG) {
                return Map.of();
            }
            var result = new HashMap<String, float[]>();
            for (int i = 0; i < count; i++) {
                var key = HexFormat.of().formatHex(in.readNBytes(16));
                var vector = new float[length];
                for (int k = 0; k < length; k++) {
                    vector[k] = in.readFloat();
                }
                result.put(key, vector);
            }
            return result;
        } catch (IOException e) {
            return Map.of();
        }
    }

    private void write(Map<String, float[]> vectors) {
        var folder = file == null ? null : file.getParent();
        if (file == null || folder == null || vectors.isEmpty()) {
            return;
        }
        int length = vectors.values().iterator().next().length;
        Path draft = null;
        try {
            Files.createDirectories(folder);
            draft = folder.resolve(file.getFileName() + "."
                    + Long.toHexString(ThreadLocalRandom.current().nextLong()));
            try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(draft)))) {
                out.writeInt(MAGIC);
                out.writeInt(vectors.size());
                out.writeInt(length);
                for (var entry : vectors.entrySet()) {
                    out.write(HexFormat.of().parseHex(entry.getKey()));
                    for (float value : entry.getValue()) {
                        out.writeFloat(value);
                    }
                }
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            delete(draft);
        }
    }

    private static void delete(@Nullable Path draft) {
        try {
            if (draft != null) {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            // what is left of it is a few megabytes in a folder of caches
        }
    }
}
