package zhiheng.server.ground.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A file that somebody sent, on the disk and never whole in memory. It lives as long as its request.
 *
 * @param name what the sender calls it; only shown, and its ending tells kinds of text apart
 */
public record SentFile(String name, Path path) implements AutoCloseable {
    /** The largest file taken. */
    public static final long MAX_BYTES = 512L << 20;

    private static final int MAX_NAME = 200;
    private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z0-9]{1,8}$");

    public SentFile {
        name = clean(name);
    }

    /** A new, empty file that only this process's user can read. */
    public static SentFile empty(String name) {
        try {
            var ending = ENDING.matcher(name);
            return new SentFile(
                    name, Files.createTempFile(folder(), "label-", ending.find() ? ending.group() : ".bin"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file already received under some other name, moved here. */
    public static SentFile moved(String name, Path from) {
        var file = empty(name);
        try {
            Files.move(from, file.path(), StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            file.close();
            throw new UncheckedIOException(e);
        }
    }

    /** Where uploads are kept while their requests last. */
    public static Path folder() throws IOException {
        return Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "zhiheng-uploads"));
    }

    /** Browsers may send a path, and anybody may send control characters. */
    private static String clean(String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cntrl}\\p{Cf}]", "")
                .strip();
        var shortened = last.length() > MAX_NAME ? last.substring(last.length() - MAX_NAME) : last;
        return shortened.isEmpty() ? "file" : shortened;
    }

    /** The name of a labelled copy: {@code photo-aigc.jpg}. */
    public String labelledName() {
        return named("-aigc");
    }

    /** The name of a signed copy: {@code photo-c2pa.jpg}. */
    public String signedName() {
        return named("-c2pa");
    }

    private String named(String suffix) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) + suffix + name.substring(dot) : name + suffix;
    }

    /** In hexadecimal digits. */
    public String sha256() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var in = new DigestInputStream(Files.newInputStream(path), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // the system clears its temporary folder
        }
    }
}
