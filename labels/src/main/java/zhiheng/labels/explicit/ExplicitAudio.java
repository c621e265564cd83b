package zhiheng.labels.explicit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import zhiheng.base.Text;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.label.Format;

/** The explicit label of a sound (GB 45438-2025, 5.3): a rhythm or a spoken hint, at start, middle or end. */
final class ExplicitAudio implements ExplicitFiles.Medium {
    private static final int MOST_SPEECH_SECONDS = 60;
    /** Silence between a spoken hint and the sound. */
    private static final double SPEECH_GAP_SECONDS = 0.3;
    /** A mark that begins, or ends, this near to the edge stands at the start, or end, even behind a jingle. */
    private static final double EDGE_SECONDS = 5;

    @Override
    public String clause() {
        return "5.3";
    }

    @Override
    public ExplicitOutcome.Done apply(Path in, Path temp, Format format, ExplicitOptions options)
            throws IOException, ExplicitRefusal {
        if (format == Format.WAV) {
            ExplicitMark mark = insert(in, temp, options);
            return done(
                    format,
                    mark,
                    new Text("插入采样, 原有采样逐字节不变", "samples were put in; those that were there are the same bytes"));
        }
        AudioCodec codec = AudioCodec.of(in, format);
        Ffmpeg ffmpeg = Ffmpeg.find(options, format.name());
        Path plain = temp.resolveSibling(temp.getFileName() + ".in.wav");
        Path marked = temp.resolveSibling(temp.getFileName() + ".out.wav");
        try {
            codec.decode(ffmpeg, in, plain);
            ExplicitMark mark = insert(plain, marked, options);
            codec.encode(ffmpeg, marked, in, temp);
            ExplicitCarry.label(in, temp);
            return done(format, mark, codec.how());
        } finally {
            Files.deleteIfExists(plain);
            Files.deleteIfExists(marked);
        }
    }

    private ExplicitOutcome.Done done(Format format, ExplicitMark mark, Text how) {
        return new ExplicitOutcome.Done(format, clause(), mark, how);
    }

    private static ExplicitMark insert(Path in, Path to, ExplicitOptions options) throws IOException, ExplicitRefusal {
        try (Source source = Source.open(in)) {
            WavLayout wav = WavLayout.of(source);
            float[] samples = options.speech().isPresent()
                    ? speech(options.speech().get(), wav.rate())
                    : RhythmSound.samples(options.rhythm(), wav.rate());
            long frame = WavInsert.frame(source, wav, options.place());
            WavInsert.write(source, wav, frame, samples, to);
            Duration at = duration((double) frame / wav.rate());
            if (options.speech().isPresent()) {
                return new ExplicitMark.Speech(options.place(), at, duration((double) samples.length / wav.rate()));
            }
            return readBack(to, frame, samples.length, options.place());
        }
    }

    /** Nothing gets its name before our own ear hears the rhythm in it. */
    private static ExplicitMark readBack(Path to, long frame, int length, ExplicitOptions.Place place)
            throws IOException, ExplicitRefusal {
        try (Source source = Source.open(to)) {
            WavLayout wav = WavLayout.of(source);
            var hits = listen(new WavPcm(source, wav, frame, frame + length));
            if (hits.isEmpty()) {
                throw new ExplicitRefusal(
                        new Text("写入后未能听出节奏", "the rhythm was not heard after writing"),
                        new Text("请换用较高音量或其他音调", "use a higher level or another tone"));
            }
            RhythmDetector.Hit hit = hits.getFirst();
            double from = (double) frame / wav.rate() + hit.from();
            return new ExplicitMark.Rhythm(place, duration(from), duration(hit.dot()), hit.ratio());
        }
    }

    /** A spoken hint with silence before and behind it. */
    private static float[] speech(Path file, int rate) throws IOException, ExplicitRefusal {
        Recording recording = Recording.of(file);
        float[] fitted = Resample.to(recording.mono, recording.rate, rate);
        int gap = (int) (SPEECH_GAP_SECONDS * rate);
        var out = new float[fitted.length + 2 * gap];
        System.arraycopy(fitted, 0, out, gap, fitted.length);
        return out;
    }

    private record Recording(float[] mono, int rate) {
        static Recording of(Path file) throws IOException, ExplicitRefusal {
            try (Source source = Source.open(file)) {
                if (!source.matches(8, "WAVE")) {
                    throw new ExplicitRefusal(
                            new Text("语音标识不是 WAV 文件", "the spoken hint is not a WAV file"),
                            new Text("请提供 WAV 录音", "give a WAV recording"));
                }
                WavLayout wav = WavLayout.of(source);
                float[] mono = WavPcm.mono(new WavPcm(source, wav), MOST_SPEECH_SECONDS * wav.rate());
                double power = 0;
                for (float s : mono) {
                    power += s * s;
                }
                if (mono.length < 0.3 * wav.rate() || power / mono.length < 1e-6) {
                    throw new ExplicitRefusal(
                            new Text("语音标识过短或无声", "the spoken hint is too short or silent"),
                            new Text("请提供正常语速和音量的录音", "give a recording at normal speed and loudness"));
                }
                return new Recording(mono, wav.rate());
            }
        }
    }

    @Override
    public ExplicitCheck check(Path file, Format format, ExplicitOptions options) throws IOException, ExplicitRefusal {
        Optional<Recording> speech = options.speech().isPresent()
                ? Optional.of(Recording.of(options.speech().get()))
                : Optional.empty();
        try (Pcm pcm = open(file, format, options)) {
            var meter = new Meter(pcm, speech.map(s -> new SpeechFinder(s.mono, s.rate, pcm.rate())));
            List<RhythmDetector.Hit> hits = listen(meter);
            Optional<ExplicitMark.Rhythm> best = hits.stream()
                    .map(h -> new ExplicitMark.Rhythm(
                            place(h.from(), h.to(), meter.seconds()), duration(h.from()), duration(h.dot()), h.ratio()))
                    .min(Comparator.comparing(m -> m.place() == ExplicitOptions.Place.MIDDLE));
            if (best.isPresent()) {
                return new ExplicitCheck.Compliant(clause(), best.get());
            }
            Optional<Double> spoken = meter.speech.flatMap(SpeechFinder::finish);
            if (spoken.isPresent() && speech.isPresent()) {
                double from = spoken.get();
                double length = (double) speech.get().mono.length / speech.get().rate;
                return new ExplicitCheck.Compliant(
                        clause(),
                        new ExplicitMark.Speech(
                                place(from, from + length, meter.seconds()), duration(from), duration(length)));
            }
            if (meter.silent()) {
                return new ExplicitCheck.NotFound(clause(), new Text("声音全程无声", "the sound is silent throughout"));
            }
            return new ExplicitCheck.Inconclusive(
                    clause(),
                    new Text(
                            "未听到“短长 短短”节奏; 本检查不识别语音",
                            "no rhythm short long, short short; speech is not recognised here"),
                    new Text(
                            "请人工听取开头和结尾, 或提供语音标识的录音再查",
                            "have someone listen to the start and the end, or check again with the recording of the spoken hint"));
        }
    }

    private static Pcm open(Path file, Format format, ExplicitOptions options) throws IOException, ExplicitRefusal {
        if (format == Format.WAV) {
            Source source = Source.open(file);
            try {
                return new WavPcm(source, WavLayout.of(source));
            } catch (BadFile e) {
                source.close();
                throw e;
            }
        }
        return new FfmpegPcm(Ffmpeg.find(options, format.name()), file);
    }

    private static List<RhythmDetector.Hit> listen(Pcm pcm) throws IOException {
        var detector = new RhythmDetector(pcm.rate());
        var left = new float[8192];
        var right = new float[8192];
        for (int n = pcm.read(left, right); n > 0; n = pcm.read(left, right)) {
            detector.feed(left, right, n);
        }
        return detector.finish();
    }

    private static ExplicitOptions.Place place(double from, double to, double seconds) {
        if (from <= EDGE_SECONDS) {
            return ExplicitOptions.Place.START;
        }
        return to >= seconds - EDGE_SECONDS ? ExplicitOptions.Place.END : ExplicitOptions.Place.MIDDLE;
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** Passes samples through, notes how long the sound is and whether there is any, and looks for a known recording. */
    private static final class Meter implements Pcm {
        private final Pcm in;
        private long count;
        private float loudest;
        private final Optional<SpeechFinder> speech;

        Meter(Pcm in, Optional<SpeechFinder> speech) {
            this.in = in;
            this.speech = speech;
        }

        double seconds() {
            return (double) count / in.rate();
        }

        boolean silent() {
            return loudest < 1e-4f;
        }

        @Override
        public int rate() {
            return in.rate();
        }

        @Override
        public int read(float[] left, float[] right) throws IOException {
            int n = in.read(left, right);
            count += n;
            speech.ifPresent(s -> s.feed(left, right, n));
            for (int i = 0; i < n; i++) {
                loudest = Math.max(loudest, Math.max(Math.abs(left[i]), Math.abs(right[i])));
            }
            return n;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
