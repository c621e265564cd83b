package zhiheng.labels.explicit;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import zhiheng.labels.bytes.BadFile;

/** A sound decoded by ffmpeg as it is read. */
final class FfmpegPcm implements Pcm {
    private static final int RATE = 16000;
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final Ffmpeg.Running running;
    private final DataInputStream in;
    private boolean ended;

    FfmpegPcm(Ffmpeg ffmpeg, Path file) throws IOException {
        running = ffmpeg.open(
                LIMIT,
                List.of(
                        "-i",
                        Ffmpeg.file(file),
                        "-map",
                        "0:a:0",
                        "-ac",
                        "2",
                        "-ar",
                        "" + RATE,
                        "-f",
                        "s16le",
                        "pipe:1"));
        in = new DataInputStream(running.output());
    }

    @Override
    public int rate() {
        return RATE;
    }

    @Override
    public int read(float[] left, float[] right) throws IOException {
        if (ended) {
            return 0;
        }
        byte[] bytes = in.readNBytes(left.length * 4);
        int count = bytes.length / 4;
        ByteBuffer samples = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            left[i] = samples.getShort() / 32768f;
            right[i] = samples.getShort() / 32768f;
        }
        if (count < left.length) {
            ended = true;
            try {
                running.finish();
            } catch (ExplicitRefusal e) {
                // what is absent from a sound that broke off is not known
                throw new BadFile(e.reason().zh(), e.reason().en());
            }
        }
        return count;
    }

    @Override
    public void close() {
        running.close();
    }
}
