package zhiheng.bench.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The disk of an installation, which can be filled up. For root a small file system of its own; for anybody else a folder, and a
 * process that may no longer make its files longer, which is what a quota does.
 */
final class Disk implements AutoCloseable {
    private static final String SIZE = "900m";
    private static final int BLOCK = 1 << 16;

    private final Path folder;
    private final boolean mounted;

    private Disk(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    static Disk make(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        boolean mounted = Shell.root() && Shell.status(mount(folder)) == 0;
        return new Disk(folder, mounted);
    }

    private static java.util.List<String> mount(Path folder) {
        return java.util.List.of(
                "mount", "-t", "tmpfs", "-o", "size=" + SIZE + ",mode=755", "tmpfs", folder.toString());
    }

    Path folder() {
        return folder;
    }

    String kind() {
        return mounted ? "a file system of " + SIZE : "a limit of the length of files";
    }

    /** From now on nothing more can be written. */
    void fill(long pid) throws IOException, InterruptedException {
        if (!mounted) {
            limit(pid, "4096:unlimited");
            return;
        }
        var filling = folder.resolve("filling");
        for (int block = BLOCK; block >= 1; block /= 16) {
            try (var out = Files.newOutputStream(
                    filling, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND)) {
                var bytes = new byte[block];
                while (true) {
                    out.write(bytes);
                }
            } catch (IOException full) {
                // with smaller pieces until not a byte is left
            }
        }
    }

    /** @param pid of the server; 0 when it does not run any more */
    void free(long pid) throws IOException, InterruptedException {
        if (mounted) {
            Files.deleteIfExists(folder.resolve("filling"));
        } else if (pid != 0) {
            limit(pid, "unlimited:unlimited");
        }
    }

    private static void limit(long pid, String limits) throws IOException, InterruptedException {
        Shell.run("prlimit", "--pid", "" + pid, "--fsize=" + limits);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (mounted) {
            Shell.run("umount", "-l", folder.toString());
        }
    }
}
