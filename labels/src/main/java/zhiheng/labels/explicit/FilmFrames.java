package zhiheng.labels.explicit;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;

/** The first seconds of a film as pictures of brightness, as they are shown (turned as the film says), ten a second. */
final class FilmFrames implements AutoCloseable {
    static final int PER_SECOND = 10;
    static final int SECONDS = 12;

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long MOST_PIXELS = 50_000_000;

    private final Ffmpeg.Running running;
    private final int width;
    private final int height;

    private FilmFrames(Ffmpeg.Running running, int width, int height) {
        this.running = running;
        this.width = width;
        this.height = height;
    }

    /** The first frame. */
    static BufferedImage first(Ffmpeg ffmpeg, Path file) throws IOException, ExplicitRefusal {
        try (Ffmpeg.Running run = ffmpeg.open(
                LIMIT,
                List.of(
                        "-i",
                        Ffmpeg.file(file),
                        "-map",
                        "0:V:0",
                        "-frames:v",
                        "1",
                        "-f",
                        "image2pipe",
                        "-c:v",
                        "png",
                        "pipe:1"))) {
            Optional<BufferedImage> image = Optional.ofNullable(ImageIO.read(run.output()));
            run.finish();
            return image.filter(i -> (long) i.getWidth() * i.getHeight() <= MOST_PIXELS)
                    .orElseThrow(() -> new BadFile("视频没有可解码的画面", "the film has no picture that can be decoded"));
        }
    }

    static FilmFrames open(Ffmpeg ffmpeg, Path file, int width, int height) throws IOException {
        return new FilmFrames(
                ffmpeg.open(
                        LIMIT,
                        List.of(
                                "-t",
                                "" + SECONDS,
                                "-i",
                                Ffmpeg.file(file),
                                "-map",
                                "0:V:0",
                                "-vf",
                                "fps=" + PER_SECOND + ",scale=" + width + ":" + height,
                                "-f",
                                "rawvideo",
                                "-pix_fmt",
                                "gray",
                                "pipe:1")),
                width,
                height);
    }

    /** The next frame, or null at the end of the film or of the seconds looked at. */
    @Nullable
    Luma next() throws IOException, ExplicitRefusal {
        byte[] values = running.output().readNBytes(width * height);
        if (values.length < width * height) {
            running.finish();
            return null;
        }
        return new Luma(width, height, values);
    }

    @Override
    public void close() {
        running.close();
    }
}
