package zhiheng.labels.explicit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import zhiheng.labels.boxes.Riff;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;

/** Puts samples into a WAV file. The samples that were there are copied as they are, and all other chunks stay. */
final class WavInsert {
    private static final long MOST = 0xffffffffL;
    private static final double SEARCH_SECONDS = 2;

    private WavInsert() {}

    /** The first frame of the place; in the middle the quietest moment near it, so that no word is cut. */
    static long frame(Source in, WavLayout wav, ExplicitOptions.Place place) throws IOException {
        return switch (place) {
            case START -> 0;
            case END -> wav.frames();
            case MIDDLE -> quietest(in, wav);
        };
    }

    private static long quietest(Source in, WavLayout wav) throws IOException {
        long middle = wav.frames() / 2;
        long reach = Math.min(middle, (long) (SEARCH_SECONDS * wav.rate()));
        int step = Math.max(1, wav.rate() / 20);
        var pcm = new WavPcm(in, wav, middle - reach, middle + reach);
        var left = new float[step];
        var right = new float[step];
        long best = middle;
        double least = Double.MAX_VALUE;
        long at = middle - reach;
        for (int n = pcm.read(left, right); n == step; n = pcm.read(left, right)) {
            double power = 0;
            for (int i = 0; i < n; i++) {
                power += left[i] * left[i] + right[i] * right[i];
            }
            if (power < least) {
                least = power;
                best = at + step / 2;
            }
            at += step;
        }
        return best;
    }

    static void write(Source in, WavLayout wav, long frame, float[] mono, Path to) throws IOException {
        byte[] more = wav.coded(mono);
        var edits = new Edits();
        Riff data = wav.data();
        long used = wav.frames() * wav.frameBytes();
        long size = used + more.length;
        long present = Math.min(data.next(), in.size());
        // half a frame and a padding byte behind the last whole frame give way to the padding of the new length
        byte[] padding = new byte[(int) (size & 1)];
        if (frame == wav.frames()) {
            edits.replace(data.body() + used, present - data.body() - used, Edits.join(more, padding));
        } else {
            edits.replace(data.body() + frame * wav.frameBytes(), 0, more);
            edits.replace(data.body() + used, present - data.body() - used, padding);
        }
        for (Riff chunk : wav.chunks()) {
            if (chunk.id().equals("fact") && chunk.end() - chunk.body() >= 4) {
                edits.replace(chunk.body(), 4, Edits.u32le(Math.min(MOST, wav.frames() + mono.length)));
            } else if (chunk.id().equals("cue ")) {
                cues(in, chunk, frame, mono.length, edits);
            }
        }
        sizes(in, wav, size, mono.length, edits);
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var sink = new Sink(channel, in.size() + edits.growth());
            edits.apply(in, sink);
            sink.flush();
        }
    }

    /** Cue points behind the place move with what they point at. */
    private static void cues(Source in, Riff chunk, long frame, int by, Edits edits) throws IOException {
        long points = Math.min(in.u32le(chunk.body()), (chunk.end() - chunk.body() - 4) / 24);
        for (long i = 0; i < Math.min(points, Limits.DEFAULT.steps()); i++) {
            for (int field : new int[] {4, 20}) {
                long at = chunk.body() + 4 + i * 24 + field;
                if (in.u32le(at) >= frame) {
                    edits.replace(at, 4, Edits.u32le(in.u32le(at) + by));
                }
            }
        }
    }

    private static void sizes(Source in, WavLayout wav, long size, int frames, Edits edits) throws IOException {
        long growth = edits.growth();
        if (wav.wide()) {
            edits.replace(
                    20,
                    24,
                    Edits.join(
                            Edits.u64le(in.u64le(20) + growth), Edits.u64le(size), Edits.u64le(in.u64le(36) + frames)));
            return;
        }
        long riff = in.u32le(4);
        if (riff + growth >= MOST || size >= MOST) {
            throw new BadFile("文件将超过 4 GB, 请先转换为 RF64", "the file would exceed 4 GB; convert it to RF64 first");
        }
        if (riff != 0 && riff != MOST) {
            edits.replace(4, 4, Edits.u32le(riff + growth));
        }
        long declared = in.u32le(wav.data().at() + 4);
        if (declared != MOST) {
            edits.replace(wav.data().at() + 4, 4, Edits.u32le(size));
        }
    }
}
