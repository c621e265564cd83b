package zhiheng.bench.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the system that are waited for. */
final class Shell {
    private static final int SECONDS = 120;

    private Shell() {}

    static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Returns its exit status. */
    static int status(List<String> command) throws IOException, InterruptedException {
        var said = Files.createTempFile("kills", ".out");
        try {
            return start(command, said);
        } finally {
            Files.deleteIfExists(said);
        }
    }

    static void run(String... command) throws IOException, InterruptedException {
        run(List.of(command));
    }

    /** Fails with what it said where its status is not 0. */
    static void run(List<String> command) throws IOException, InterruptedException {
        var said = Files.createTempFile("kills", ".out");
        try {
            int status = start(command, said);
            if (status != 0) {
                throw new IOException(command + ": " + status + "\n" + Files.readString(said));
            }
        } finally {
            Files.deleteIfExists(said);
        }
    }

    private static int start(List<String> command, Path said) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command + " takes longer than " + SECONDS + " s");
        }
        return process.exitValue();
    }
}
