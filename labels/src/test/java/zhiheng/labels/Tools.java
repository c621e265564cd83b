package zhiheng.labels;

import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import zhiheng.base.testing.Needed;

/** Independent programs that make media and read back what we wrote; a test without its program is skipped, except in CI. */
public final class Tools {
    private Tools() {}

    public static boolean there(String program) {
        return Needed.there(program);
    }

    public static void require(String program) {
        Needed.program(program);
    }

    /** What the program printed. */
    public static String run(String... command) throws Exception {
        require(command[0]);
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            fail(String.join(" ", command) + " failed: " + output);
        }
        return output;
    }

    /** Makes a short film or sound with ffmpeg: a test picture and a tone. */
    public static Path film(Path file, String... options) throws Exception {
        var command = new java.util.ArrayList<>(
                List.of("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=10:duration=3"));
        command.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440:duration=3"));
        command.addAll(List.of("-metadata", "title=A kept title"));
        command.addAll(List.of(options));
        command.add(file.toString());
        run(command.toArray(String[]::new));
        return file;
    }

    public static Path sound(Path file, String... options) throws Exception {
        var command = new java.util.ArrayList<>(
                List.of("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "sine=frequency=440:duration=2"));
        command.addAll(List.of("-metadata", "title=A kept title"));
        command.addAll(List.of(options));
        command.add(file.toString());
        run(command.toArray(String[]::new));
        return file;
    }

    /** The tags of container and streams as ffprobe sees them. */
    public static String tags(Path file) throws Exception {
        return run(
                "ffprobe",
                "-v",
                "error",
                "-show_entries",
                "format_tags:stream_tags",
                "-of",
                "default",
                file.toString());
    }

    /** A hash over the packets of every stream as ffmpeg demuxes them; independent of where they lie in the file. */
    public static String packets(Path file) throws Exception {
        return run("ffmpeg", "-v", "error", "-i", file.toString(), "-map", "0", "-c", "copy", "-f", "streamhash", "-");
    }
}
