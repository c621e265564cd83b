package zhiheng.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import zhiheng.labels.LabelBatch;
import zhiheng.labels.Labels;
import zhiheng.labels.Verdict;
import zhiheng.labels.label.ContentLabel;

/**
 * The same JPEGs labelled into a new folder by us and by ExifTool's batch mode, one process for all files, which is its
 * fastest. ExifTool never waits for the disk; our figures stand with and without that wait. Every result of both sides is
 * read back and must be compliant.
 */
final class JpegRace {
    private static final int FILES = 500;
    private static final int ROUNDS = 3;
    /** Tells ExifTool the property that the practice guide names. */
    private static final String CONFIG = """
            %Image::ExifTool::UserDefined = ('Image::ExifTool::XMP::Main' => {
              TC260 => { SubDirectory => { TagTable => 'Image::ExifTool::UserDefined::TC260' } } });
            %Image::ExifTool::UserDefined::TC260 = (
              GROUPS => { 0 => 'XMP', 1 => 'XMP-TC260', 2 => 'Other' },
              NAMESPACE => { 'TC260' => 'http://www.tc260.org.cn/ns/AIGC/1.0/' },
              WRITABLE => 'string',
              AIGC => { });
            1;
            """;

    /** What cameras and editors leave in a picture, for the second race. */
    private static final List<String> PHOTO = List.of(
            "-EXIF:Make=Example",
            "-EXIF:Model=E-1",
            "-EXIF:LensModel=35mm F1.8",
            "-EXIF:Software=Editor 9",
            "-EXIF:Artist=Wei Li",
            "-EXIF:Copyright=Wei Li",
            "-EXIF:ImageDescription=A harbour at dusk",
            "-EXIF:DateTimeOriginal=2026:11:24 18:00:00",
            "-EXIF:CreateDate=2026:11:24 18:00:00",
            "-EXIF:ExposureTime=1/60",
            "-EXIF:FNumber=2.8",
            "-EXIF:ISO=400",
            "-EXIF:FocalLength=35",
            "-EXIF:Flash#=0",
            "-EXIF:ColorSpace#=1",
            "-EXIF:WhiteBalance#=0",
            "-EXIF:GPSLatitude=31.2",
            "-EXIF:GPSLatitudeRef=N",
            "-EXIF:GPSLongitude=121.5",
            "-EXIF:GPSLongitudeRef=E",
            "-IPTC:Caption-Abstract=A harbour at dusk",
            "-IPTC:Keywords=harbour",
            "-IPTC:Keywords=dusk",
            "-IPTC:City=Shanghai",
            "-IPTC:By-line=Wei Li",
            "-XMP-dc:Title=Harbour",
            "-XMP-dc:Creator=Wei Li",
            "-XMP-dc:Description=A harbour at dusk",
            "-XMP-dc:Subject=harbour",
            "-XMP-dc:Subject=dusk",
            "-XMP-dc:Rights=Wei Li",
            "-XMP-photoshop:City=Shanghai",
            "-XMP-photoshop:Credit=Wei Li",
            "-XMP-xmp:CreatorTool=Editor 9",
            "-XMP-xmp:Rating=4");

    private final Path folder;
    private final Path in;
    private final Path config;
    private final ContentLabel label;
    private final int bytes;

    JpegRace(Path folder, ContentLabel label) throws IOException {
        this.folder = folder;
        this.label = label;
        this.in = Files.createDirectory(folder.resolve("in"));
        this.config = Files.writeString(folder.resolve("tc260.config"), CONFIG);
        byte[] image = jpeg();
        this.bytes = image.length;
        for (int i = 0; i < FILES; i++) {
            Files.write(in.resolve(i + ".jpg"), image);
        }
    }

    /** First as an image generator leaves them, then with the metadata of a photograph. */
    void run(String where) throws Exception {
        race("no metadata, " + where);
        var peers = peers();
        if (!peers.isEmpty()) {
            var command = new ArrayList<>(peers.values().iterator().next());
            command.addAll(List.of("-q", "-overwrite_original"));
            command.addAll(PHOTO);
            command.add(in.toString());
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IOException("exiftool failed");
            }
            race("metadata of a photograph, " + where);
        }
    }

    private void race(String where) throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < 30; i++) { // the virtual machine warms up
            ours(cores, false);
        }
        var peers = peers();
        var times = new LinkedHashMap<String, List<Cost>>();
        for (int i = 0; i < ROUNDS; i++) { // in turn, so that a busy machine hits all alike
            for (var peer : peers.entrySet()) {
                add(times, peer.getKey(), exifTool(peer.getValue()));
            }
            add(times, "Zhiheng, 1 thread, not synced", ours(1, false));
            add(times, "Zhiheng, 1 thread, synced", ours(1, true));
            add(times, "Zhiheng, " + cores + " threads, not synced", ours(cores, false));
            add(times, "Zhiheng, " + cores + " threads, synced", ours(cores, true));
        }
        System.out.printf(
                "JPEG %d KB, %d files, %s; ms a file, median of %d; times faster by the clock and by processor time%n",
                bytes / 1024, FILES, where, ROUNDS);
        times.forEach((name, costs) -> {
            var mine = median(costs);
            var ratios = new StringBuilder();
            if (name.startsWith("Zhiheng")) {
                peers.keySet().forEach(peer -> {
                    var theirs = median(times.getOrDefault(peer, List.of()));
                    ratios.append("  %.0f, %.0f x %s"
                            .formatted(theirs.clock / mine.clock, theirs.processor / mine.processor, peer));
                });
            }
            System.out.printf("  %-32s clock %.3f  processor %.3f%s%n", name, mine.clock, mine.processor, ratios);
        });
    }

    /** Milliseconds a file: by the clock, and of the processor, which a busy machine does not stretch as much. */
    private record Cost(double clock, double processor) {}

    private static Cost median(List<Cost> costs) {
        return new Cost(
                LabelsBench.median(costs.stream().map(Cost::clock).toList()),
                LabelsBench.median(costs.stream().map(Cost::processor).toList()));
    }

    private static void add(Map<String, List<Cost>> times, String name, Cost cost) {
        times.computeIfAbsent(name, n -> new ArrayList<>()).add(cost);
    }

    private static Cost cost(LabelsBench.Task task) throws Exception {
        long before = processorNanos();
        double seconds = LabelsBench.seconds(task);
        return new Cost(1000 * seconds / FILES, (processorNanos() - before) / 1e6 / FILES);
    }

    /** What this process and the children it has waited for have used. */
    private static long processorNanos() throws IOException {
        long own =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getProcessCpuTime()
                        : 0;
        var stat = Files.readString(Path.of("/proc/self/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[13]) + Long.parseLong(fields[14]); // cutime, cstime: proc(5)
        return own + ticks * 10_000_000L;
    }

    private Cost ours(int threads, boolean synced) throws Exception {
        Path out = Files.createDirectory(folder.resolve("out"));
        var jobs = IntStream.range(0, FILES)
                .mapToObj(i -> new LabelBatch.Job(in.resolve(i + ".jpg"), out.resolve(i + ".jpg"), label))
                .iterator();
        var batch = new LabelBatch(new Labels(), threads, synced);
        Cost cost = cost(() -> batch.run(jobs, outcome -> {
            if (outcome instanceof LabelBatch.Outcome.Failed failed) {
                throw new IllegalStateException(failed.reason().en());
            }
        }));
        check(out);
        return cost;
    }

    private Cost exifTool(List<String> program) throws Exception {
        Path out = folder.resolve("out");
        var command = new ArrayList<>(program);
        command.addAll(List.of(
                "-config", config.toString(), "-q", "-o", out + "/", "-XMP-TC260:AIGC=" + label.json(), in.toString()));
        Cost cost = cost(() -> {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IOException(program + " failed");
            }
        });
        check(out);
        return cost;
    }

    private void check(Path out) throws IOException {
        var labels = new Labels();
        for (int i = 0; i < FILES; i++) {
            var reading = labels.read(out.resolve(i + ".jpg"));
            if (!(reading.verdict() instanceof Verdict.Compliant)
                    || !reading.labels().getFirst().label().equals(label)) {
                throw new IOException("a result is not as wanted: " + reading);
            }
        }
        LabelsBench.delete(out);
    }

    /** The ExifTools at hand: the system's, and the newest one that scripts/install-bench-peers fetched. */
    private static Map<String, List<String>> peers() {
        var newest = Path.of(System.getProperty("zhiheng.home", "."), "bench/peers/exiftool/package/bin/exiftool");
        var programs = new ArrayList<>(List.of(List.of("exiftool")));
        if (Files.exists(newest)) {
            programs.add(List.of("perl", newest.toString()));
        } else {
            System.out.println("scripts/install-bench-peers fetches the newest ExifTool to compare with");
        }
        var peers = new LinkedHashMap<String, List<String>>();
        for (var program : programs) {
            try {
                var command = new ArrayList<>(program);
                command.add("-ver");
                var process = new ProcessBuilder(command).start();
                var version = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
                if (process.waitFor() == 0) {
                    peers.put("ExifTool " + version, program);
                }
            } catch (IOException e) {
                System.out.println(String.join(" ", program) + " is not installed; no comparison with it");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return peers;
    }

    private static byte[] jpeg() throws IOException {
        var image = new BufferedImage(360, 280, BufferedImage.TYPE_INT_RGB);
        var random = new Random(2);
        for (int y = 0; y < 280; y++) {
            for (int x = 0; x < 360; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        return out.toByteArray();
    }
}
