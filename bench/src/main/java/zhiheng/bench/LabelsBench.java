package zhiheng.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import zhiheng.labels.Labels;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;

/**
 * Content labels by the clock: 512 MB of MP4 and WAV against copying and hashing the same bytes, the label of a sparse 4 GB
 * MP4, and JPEG writes per file beside ExifTool's batch mode ({@link JpegRace}). Run with a folder for its files, which are deleted afterwards.
 */
public final class LabelsBench {
    private static final ContentLabel LABEL =
            ContentLabel.of(Certainty.IS, "001191440300708461136T1XGW3", "6f1c1f0e-11aa-4a3b-9a55-0c1b7f5c2d11");
    private static final long MEGABYTE = 1 << 20;
    private static final int ROUNDS = 5;

    private final Labels labels = new Labels();
    private final Path folder;

    private LabelsBench(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        Path parent = args.length > 0 ? Path.of(args[0]) : Path.of(System.getProperty("java.io.tmpdir"));
        Path folder = Files.createTempDirectory(Files.createDirectories(parent), "labels-bench");
        try {
            var bench = new LabelsBench(folder);
            bench.large("MP4 512 MB, moov first", bench.mp4(512 * MEGABYTE, true));
            bench.large("MP4 512 MB, moov last", bench.mp4(512 * MEGABYTE, false));
            bench.large("WAV 512 MB", bench.wav(512 * MEGABYTE));
            bench.sparse();
            Path memory = Path.of("/dev/shm");
            if (Files.isWritable(memory)) { // without a disk to wait for: the programs themselves
                Path shared = Files.createTempDirectory(memory, "labels-bench");
                try {
                    new JpegRace(shared, LABEL).run("in memory");
                } finally {
                    delete(shared);
                }
            }
            new JpegRace(folder, LABEL).run("on the disk");
        } finally {
            delete(folder);
        }
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Both sides end with the bytes on the disk, not in a cache. */
    private void large(String name, Path in) throws Exception {
        Path out = folder.resolve("out");
        var label = new ArrayList<Double>();
        var copy = new ArrayList<Double>();
        for (int i = 0; i < ROUNDS; i++) {
            copy.add(seconds(() -> copyAndHash(in, out)));
            Files.delete(out);
            label.add(seconds(() -> labels.write(in, out, LABEL)));
            Files.delete(out);
        }
        double l = median(label);
        double c = median(copy);
        System.out.printf("%-24s label %.2f s   copy and SHA-256 %.2f s   ratio %.2f%n", name, l, c, l / c);
        Files.delete(in);
    }

    private void sparse() throws Exception {
        Path plain = mp4(MEGABYTE, false);
        Path labelled = folder.resolve("labelled.mp4");
        labels.write(plain, labelled, LABEL);
        byte[] bytes = Files.readAllBytes(labelled);
        int moov = (int) (24 + 16 + MEGABYTE);
        Path sparse = folder.resolve("sparse.mp4");
        long media = 4096 * MEGABYTE;
        try (var file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.write(bytes, 0, 24);
            file.write(mdat(media));
            file.seek(24 + 16 + media);
            file.write(bytes, moov, bytes.length - moov);
        }
        var times = new ArrayList<Double>();
        for (int i = 0; i < 200; i++) {
            times.add(seconds(() -> {
                if (labels.read(sparse).labels().size() != 1) {
                    throw new IOException("the label was not found");
                }
            }));
        }
        System.out.printf("%-24s label read in %.3f ms (median of 200)%n", "MP4 4 GB, sparse", 1000 * median(times));
    }

    private static void copyAndHash(Path in, Path out) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (FileChannel from = FileChannel.open(in);
                FileChannel to = FileChannel.open(out, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.allocateDirect((int) MEGABYTE);
            while (from.read(buffer) >= 0) {
                digest.update(buffer.flip());
                to.write(buffer.rewind());
                buffer.clear();
            }
            to.force(true);
        }
        if (digest.digest().length == 0) {
            throw new IOException("no digest");
        }
    }

    private Path mp4(long media, boolean moovFirst) throws IOException {
        byte[] ftyp = box("ftyp", bytes("isom"), new byte[4], bytes("isommp42"));
        int moovLength = moov(0).length;
        long mediaAt = ftyp.length + (moovFirst ? moovLength : 0) + 16;
        Path file = folder.resolve("media.mp4");
        try (var out = Files.newOutputStream(file)) {
            out.write(ftyp);
            if (moovFirst) {
                out.write(moov(mediaAt));
            }
            out.write(mdat(media));
            noise(out, media);
            if (!moovFirst) {
                out.write(moov(mediaAt));
            }
        }
        return file;
    }

    private Path wav(long media) throws IOException {
        Path file = folder.resolve("media.wav");
        var header = ByteBuffer.allocate(44).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        header.put(bytes("RIFF"))
                .putInt((int) (36 + media))
                .put(bytes("WAVEfmt "))
                .putInt(16);
        header.putShort((short) 1)
                .putShort((short) 2)
                .putInt(48000)
                .putInt(192000)
                .putShort((short) 4)
                .putShort((short) 16);
        header.put(bytes("data")).putInt((int) media);
        try (var out = Files.newOutputStream(file)) {
            out.write(header.array());
            noise(out, media);
        }
        return file;
    }

    private static void noise(java.io.OutputStream out, long length) throws IOException {
        var random = new Random(1);
        var block = new byte[(int) MEGABYTE];
        for (long written = 0; written < length; written += block.length) {
            random.nextBytes(block);
            out.write(block);
        }
    }

    /** A table of 10,000 chunk offsets, as a film of some minutes has. */
    private static byte[] moov(long mediaAt) {
        var table = ByteBuffer.allocate(8 + 4 * 10_000).putInt(0).putInt(10_000);
        for (int i = 0; i < 10_000; i++) {
            table.putInt((int) (mediaAt + 100L * i));
        }
        return box("moov", box("trak", box("mdia", box("minf", box("stbl", box("stco", table.array()))))));
    }

    private static byte[] mdat(long media) {
        return ByteBuffer.allocate(16)
                .putInt(1)
                .put(bytes("mdat"))
                .putLong(media + 16)
                .array();
    }

    private static byte[] box(String type, byte[]... content) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : content) {
            out.writeBytes(part);
        }
        return ByteBuffer.allocate(out.size() + 8)
                .putInt(out.size() + 8)
                .put(bytes(type))
                .put(out.toByteArray())
                .array();
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    interface Task {
        void run() throws Exception;
    }

    static double seconds(Task task) throws Exception {
        long start = System.nanoTime();
        task.run();
        return (System.nanoTime() - start) / 1e9;
    }

    static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
