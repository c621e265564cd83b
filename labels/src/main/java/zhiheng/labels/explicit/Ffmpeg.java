package zhiheng.labels.explicit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import zhiheng.base.Text;

/** The ffmpeg program of this machine, run as a process of its own: nothing of it is linked in. */
final class Ffmpeg {
    private static final int MOST_COMPLAINT = 4000;
    /** Containers that refer to other files or to the network are not among these. */
    private static final List<String> READ_ONLY = List.of(
            "-protocol_whitelist",
            "file,pipe",
            "-format_whitelist",
            "mov,matroska,avi,flv,mp3,aac,aiff,flac,ogg,wav,w64,webp_pipe,png_pipe,image2,image2pipe,rawvideo");

    private final String program;

    private Ffmpeg(String program) {
        this.program = program;
    }

    /** The one named, else the one on the search path. */
    static Ffmpeg find(ExplicitOptions options, String what) throws ExplicitRefusal {
        var tried = new ArrayList<Path>();
        options.ffmpeg().ifPresentOrElse(tried::add, () -> {
            String end =
                    System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows") ? ".exe" : "";
            String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
            for (String folder : path.split(java.io.File.pathSeparator)) {
                if (!folder.isEmpty()) {
                    tried.add(Path.of(folder, "ffmpeg" + end));
                }
            }
        });
        for (Path path : tried) {
            if (Files.isRegularFile(path) && Files.isExecutable(path)) {
                return new Ffmpeg(path.toString());
            }
        }
        throw new ExplicitRefusal(
                new Text(
                        what + " 的显式标识需要 ffmpeg, 本机未找到",
                        "the explicit label of " + what + " needs ffmpeg, which is not on this machine"),
                new Text("请安装 ffmpeg 或指明其路径", "install ffmpeg, or name where it is"));
    }

    /** Runs to the end. Arguments are given as they are, to no shell. */
    void run(Duration limit, List<String> arguments) throws IOException, ExplicitRefusal {
        try (Running running = open(limit, arguments)) {
            running.finish();
        }
    }

    /** Whether this build can code in that way. */
    boolean encodes(String encoder) throws IOException, ExplicitRefusal {
        try (Running running = open(Duration.ofMinutes(1), List.of("-encoders"))) {
            String list = new String(running.output().readAllBytes(), StandardCharsets.UTF_8);
            running.finish();
            return list.contains(" " + encoder + " ");
        }
    }

    /** Starts; its output is the caller's to read. */
    Running open(Duration limit, List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of(program, "-nostdin", "-v", "error"));
        for (String argument : arguments) {
            if (argument.equals("-i")) {
                command.addAll(READ_ONLY);
            }
            command.add(argument);
        }
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        process.getOutputStream().close();
        return new Running(process, limit);
    }

    /** A file's path in a form that cannot be taken for an option or another protocol. */
    static String file(Path path) {
        return "file:" + path.toAbsolutePath();
    }

    /** One run. Its complaints are kept for the message, the process never outlives this object or its limit. */
    static final class Running implements AutoCloseable {
        private final Process process;
        private final Thread complaints;
        private final Thread watch;
        private volatile String complaint = "";
        private volatile boolean late;

        Running(Process process, Duration limit) {
            this.process = process;
            complaints = Thread.ofVirtual().start(this::listen);
            watch = Thread.ofVirtual().start(() -> {
                try {
                    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                        late = true;
                        process.destroyForcibly();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        InputStream output() {
            return process.getInputStream();
        }

        private void listen() {
            try (InputStream err = process.getErrorStream()) {
                complaint = new String(err.readNBytes(MOST_COMPLAINT), StandardCharsets.UTF_8).strip();
                err.transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                // the process ended; its exit code tells
            }
        }

        /** Waits for a good end. */
        void finish() throws IOException, ExplicitRefusal {
            try {
                output().transferTo(java.io.OutputStream.nullOutputStream());
                int code = process.waitFor();
                complaints.join();
                if (code != 0) {
                    String last = complaint.substring(complaint.lastIndexOf('\n') + 1);
                    throw new ExplicitRefusal(
                            late
                                    ? new Text("ffmpeg 超时", "ffmpeg took too long")
                                    : new Text("ffmpeg 未能处理: " + last, "ffmpeg failed: " + last),
                            new Text(
                                    "请检查文件能否播放, 并使用完整编译的 ffmpeg",
                                    "see whether the file plays, and use a full build of ffmpeg"));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
            watch.interrupt();
        }
    }
}
