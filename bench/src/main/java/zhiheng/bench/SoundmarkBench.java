package zhiheng.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import zhiheng.bench.marks.Sounds;
import zhiheng.provenance.watermark.MarkKey;
import zhiheng.provenance.watermark.SoundMark;

/**
 * How often the mark of a sound is read whole after it was coded, cut, made quieter or noisier: {@code ./zhiheng bench soundmark [SOUNDS]
 * [tuning]}, by default 25 of each kept-back kind, of ten and thirty seconds. Coding is that of {@code ffmpeg}; without it those rows fail
 * to be measured and say so.
 */
public final class SoundmarkBench {
    private static final int RATE = 44_100;
    private static final int[] SECONDS = {10, 30};
    private static final long SEED = 20261130;

    private SoundmarkBench() {}

    private record Sound(float[] samples, int rate) {}

    private interface Change {
        @Nullable
        Sound of(Sound sound, Random random) throws IOException, InterruptedException;
    }

    private static Map<String, Change> changes() {
        var all = new LinkedHashMap<String, Change>();
        all.put("none", (s, r) -> s);
        all.put("MP3 128 kbit/s", (s, r) -> coded(s, "mp3", RATE, "-c:a", "libmp3lame", "-b:a", "128k"));
        all.put("MP3 64 kbit/s", (s, r) -> coded(s, "mp3", RATE, "-c:a", "libmp3lame", "-b:a", "64k"));
        all.put("AAC 96 kbit/s", (s, r) -> coded(s, "m4a", RATE, "-c:a", "aac", "-b:a", "96k"));
        all.put("Opus 48 kbit/s", (s, r) -> coded(s, "opus", 48_000, "-c:a", "libopus", "-b:a", "48k"));
        all.put("Opus 24 kbit/s", (s, r) -> coded(s, "opus", 48_000, "-c:a", "libopus", "-b:a", "24k"));
        all.put("sampled at 22,050 Hz", (s, r) -> coded(s, "wav", 22_050));
        all.put("sampled at 16,000 Hz", (s, r) -> coded(s, "wav", 16_000));
        all.put(
                "cut to 60 %",
                (s, r) -> {
                    int length = s.samples.length * 6 / 10;
                    int from = r.nextInt(s.samples.length - length);
                    return new Sound(Arrays.copyOfRange(s.samples, from, from + length), s.rate);
                });
        all.put("quieter by 12 dB", (s, r) -> each(s, value -> value * 0.25f));
        all.put("clipped at half", (s, r) -> each(s, value -> Math.clamp(value, -0.4f, 0.4f)));
        all.put("noise 20 dB below", (s, r) -> noise(s, 20, r));
        all.put("noise 10 dB below", (s, r) -> noise(s, 10, r));
        return all;
    }

    public static void main(String[] args) {
        int many = args.length > 0 ? Integer.parseInt(args[0]) : 25;
        boolean tuning = args.length > 1 && args[1].equals("tuning");
        var kinds = Arrays.stream(Sounds.values())
                .filter(kind -> kind.tuning == tuning)
                .toList();
        System.out.printf("Sounds of each kind: %d; kinds: %s; ± %.1f dB%n%n", many, kinds, SoundMark.DECIBELS);
        System.out.println("| change | 10 s | 95 % | 30 s | 95 % |\n|---|---:|---|---:|---|");
        var fared = IntStream.range(0, many * kinds.size())
                .parallel()
                .mapToObj(i -> fare(kinds.get(i % kinds.size()), i))
                .toList();
        for (var name : changes().keySet()) {
            System.out.print("| " + name + " |");
            for (int column = 0; column < SECONDS.length; column++) {
                int at = column;
                var results = fared.stream()
                        .map(one -> Objects.requireNonNull(one.get(name))[at])
                        .toList();
                if (results.contains(-1)) {
                    System.out.print(" not measured: no ffmpeg | |");
                    continue;
                }
                int good = results.stream().mapToInt(Integer::intValue).sum();
                System.out.printf(
                        " %.3f | %s |",
                        (double) good / results.size(),
                        Wilson.of(good, results.size()).range());
            }
            System.out.println();
        }
        long wrong = fared.stream()
                .mapToInt(one -> Objects.requireNonNull(one.get("unmarked"))[0])
                .sum();
        System.out.printf("%nUnmarked sounds with a mark: %d of %d%n", wrong, fared.size() * SECONDS.length);
    }

    private static Map<String, int[]> fare(Sounds kind, int number) {
        var secret = new byte[MarkKey.LENGTH];
        var random = new Random(SEED + number);
        random.nextBytes(secret);
        var mark = new SoundMark(MarkKey.of(secret));
        var results = new LinkedHashMap<String, int[]>();
        results.put("unmarked", new int[1]);
        for (int column = 0; column < SECONDS.length; column++) {
            var samples = kind.play(RATE, SECONDS[column], SEED + number);
            results.get("unmarked")[0] +=
                    mark.find(new float[][] {samples}, RATE).isPresent() ? 1 : 0;
            long payload = random.nextLong();
            mark.embed(new float[][] {samples}, RATE, payload, SoundMark.DECIBELS);
            for (var change : changes().entrySet()) {
                try {
                    var sound = change.getValue().of(new Sound(samples.clone(), RATE), random);
                    int good = sound == null
                            ? -1
                            : mark.find(new float[][] {sound.samples}, sound.rate)
                                    .filter(found -> found.payload() == payload)
                                    .map(found -> 1)
                                    .orElse(0);
                    results.computeIfAbsent(change.getKey(), name -> new int[SECONDS.length])[column] = good;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return results;
    }

    private interface Value {
        float of(float value);
    }

    private static Sound each(Sound sound, Value change) {
        var out = sound.samples.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] = change.of(out[i]);
        }
        return new Sound(out, sound.rate);
    }

    private static Sound noise(Sound sound, double decibels, Random random) {
        double power = 0;
        for (float value : sound.samples) {
            power += value * value;
        }
        double strength = Math.sqrt(power / sound.samples.length / Math.pow(10, decibels / 10));
        return each(sound, value -> value + (float) (strength * random.nextGaussian()));
    }

    /** Through a coder and back; null where there is none. */
    private static @Nullable Sound coded(Sound sound, String ending, int rate, String... how)
            throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("soundmark");
        try {
            var raw = folder.resolve("in.f32");
            var bytes = ByteBuffer.allocate(4 * sound.samples.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(sound.samples);
            Files.write(raw, bytes.array());
            var middle = folder.resolve("middle." + ending);
            var back = folder.resolve("out.f32");
            var to = new java.util.ArrayList<String>(
                    List.of("-f", "f32le", "-ar", "" + sound.rate, "-ac", "1", "-i", raw.toString(), "-ar", "" + rate));
            to.addAll(List.of(how));
            to.add(middle.toString());
            if (!ffmpeg(to) || !ffmpeg(List.of("-i", middle.toString(), "-f", "f32le", "-ac", "1", back.toString()))) {
                return null;
            }
            var out = ByteBuffer.wrap(Files.readAllBytes(back))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            var samples = new float[out.remaining()];
            out.get(samples);
            return new Sound(samples, rate);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static boolean ffmpeg(List<String> arguments) throws InterruptedException {
        var command = new java.util.ArrayList<String>(List.of("ffmpeg", "-v", "error", "-nostdin"));
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false; // it is not there
        }
    }
}
