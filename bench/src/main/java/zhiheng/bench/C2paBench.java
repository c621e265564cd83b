package zhiheng.bench;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.Json;
import zhiheng.provenance.c2pa.C2paReader;
import zhiheng.provenance.c2pa.C2paReport;
import zhiheng.provenance.c2pa.C2paSigner;
import zhiheng.provenance.c2pa.Claimed;
import zhiheng.provenance.c2pa.cose.SigningKey;
import zhiheng.provenance.c2pa.cose.Trust;

/**
 * C2PA by the clock: a JPEG of 12 million pixels signed (ES256) and validated, file to file, beside the reference implementation
 * (c2pa-rs as WebAssembly in Node). Both are warm, run in turn on the same files, and each must accept what the other
 * signed. Our signing reads back and judges what it wrote; that is measured with it. The files lie in memory where the
 * system has such a folder, since ours waits for the disk and the other does not. Processor time is that of the whole process.
 */
public final class C2paBench {
    private static final int ROUNDS = 31;
    private static final int WARM = 400;
    private final Path folder;
    private final Path node;

    private C2paBench(Path folder, Path node) {
        this.folder = folder;
        this.node = node;
    }

    public static void main(String[] args) throws Exception {
        var home = Path.of(System.getProperty("zhiheng.home", "."));
        var memory = Path.of("/dev/shm");
        var folder = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "c2pa-bench")
                : Files.createTempDirectory("c2pa-bench");
        try {
            new C2paBench(folder, home.resolve("provenance/src/test/node")).run();
        } finally {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private void run() throws Exception {
        if (!Files.isDirectory(node.resolve("node_modules/@contentauth/c2pa-wasm"))) {
            throw new IOException(
                    "run scripts/install-test-tools first: the reference implementation is not installed");
        }
        keys();
        var plain = picture();
        System.out.printf(Locale.ROOT, "a JPEG of 12 million pixels, %,d bytes%n", Files.size(plain));
        var ours = folder.resolve("ours.jpg");
        var theirs = folder.resolve("theirs.jpg");
        var clock = Clock.systemUTC();
        var key = Files.readAllBytes(folder.resolve("key.pem"));
        var chain = Files.readAllBytes(folder.resolve("chain.pem"));
        var signer = new C2paSigner(SigningKey.pem(key, chain, clock.instant()), clock);
        var reader = new C2paReader(Trust.pem(Files.readAllBytes(folder.resolve("root.pem"))), clock);
        Timed.Work signs = () -> signer.sign(plain, ours, Claimed.generated("bench"));
        Timed.Work validates = () -> reader.read(theirs);
        signs.run();
        var jobs = new ArrayList<Map<String, Object>>();
        repeat(jobs, job("sign", plain, theirs));
        repeat(jobs, job("read", ours, ours));
        var answers = reference(jobs);
        for (int i = 0; i < WARM; i++) {
            signs.run();
            validates.run();
        }
        var sign = time(signs);
        var validate = time(validates);
        var verdict = reader.read(theirs).verdict();
        if (verdict != C2paReport.Verdict.TRUSTED || !answers.accepted) {
            throw new IllegalStateException("one side does not accept the other: " + verdict + " " + answers);
        }
        row("sign", sign, answers.sign);
        row("validate", validate, answers.read);
    }

    /** In milliseconds: the middle of the rounds on the clock, and the mean of the processor, whose time comes in coarse steps. */
    private record Cost(double wall, double processor) {}

    private static void row(String what, Cost ours, Cost theirs) {
        System.out.printf(
                Locale.ROOT,
                "%-9s wall p50: ours %6.1f ms, c2pa-wasm %6.1f ms, ratio %.2f   processor mean: %6.1f, %6.1f, %.2f%n",
                what,
                ours.wall,
                theirs.wall,
                ours.wall / theirs.wall,
                ours.processor,
                theirs.processor,
                ours.processor / theirs.processor);
    }

    private static Cost time(Timed.Work work) throws Exception {
        var wall = new double[ROUNDS];
        var processor = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            double cpu = Timed.cpuMillis();
            work.run();
            wall[i] = (System.nanoTime() - start) / 1e6;
            processor[i] = Timed.cpuMillis() - cpu;
        }
        return new Cost(middle(wall), mean(processor));
    }

    private static double mean(double[] millis) {
        return Arrays.stream(millis).average().orElse(0);
    }

    private static double middle(double[] millis) {
        Arrays.sort(millis);
        return millis[millis.length / 2];
    }

    private static void repeat(List<Map<String, Object>> jobs, Map<String, Object> job) {
        for (int i = 0; i < WARM + ROUNDS; i++) {
            jobs.add(job);
        }
    }

    private Map<String, Object> job(String what, Path file, Path out) {
        var job = new LinkedHashMap<String, Object>();
        job.put("do", what);
        job.put("file", file.toString());
        job.put("out", out.toString());
        job.put("type", "image/jpeg");
        job.put("alg", "es256");
        for (var name : List.of("key", "chain")) {
            job.put(name, folder.resolve(name + ".pem").toString());
        }
        job.put("anchors", folder.resolve("root.pem").toString());
        return job;
    }

    /** The middle of the times of each job, and whether what we signed was trusted. */
    private record Answers(Cost sign, Cost read, boolean accepted) {}

    private Answers reference(List<Map<String, Object>> jobs) throws IOException, InterruptedException {
        var process = new ProcessBuilder("node", "c2pa.mjs")
                .directory(node.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(Json.write(jobs).getBytes(StandardCharsets.UTF_8));
        }
        var answers = JsonMapper.shared().readTree(process.getInputStream());
        process.waitFor();
        var times = new double[4][ROUNDS];
        boolean accepted = true;
        for (int i = 0; i < ROUNDS; i++) {
            var signed = answers.get(WARM + i);
            var judged = answers.get(2 * WARM + ROUNDS + i);
            accepted &= signed.has("signed")
                    && judged.path("validation_state").asString("").equals("Trusted");
            times[0][i] = signed.path("ms").asDouble(0);
            times[1][i] = signed.path("cpu").asDouble(0);
            times[2][i] = judged.path("ms").asDouble(0);
            times[3][i] = judged.path("cpu").asDouble(0);
        }
        return new Answers(
                new Cost(middle(times[0]), mean(times[1])), new Cost(middle(times[2]), mean(times[3])), accepted);
    }

    /** Noise over a gradient, so that it is as large as a photograph. */
    private Path picture() throws IOException {
        var image = new BufferedImage(4000, 3000, BufferedImage.TYPE_INT_RGB);
        var chance = new Random(1);
        for (int y = 0; y < 3000; y++) {
            for (int x = 0; x < 4000; x++) {
                int noise = chance.nextInt(48);
                image.setRGB(x, y, new Color(x / 20 + noise, y / 16 + noise, 90 + chance.nextInt(48)).getRGB());
            }
        }
        var file = folder.resolve("plain.jpg");
        ImageIO.write(image, "jpg", file.toFile());
        return file;
    }

    private void keys() throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve("ext"),
                "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"
                        + "extendedKeyUsage=emailProtection\nauthorityKeyIdentifier=keyid\n");
        var curve = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
        openssl("req -x509 " + curve + " -keyout root.key -out root.pem -days 9 -subj /CN=Root");
        openssl("req " + curve + " -keyout key.pem -out csr -subj /CN=Signer");
        openssl("x509 -req -in csr -CA root.pem -CAkey root.key -days 9 -extfile ext -out chain.pem");
    }

    private void openssl(String arguments) throws IOException, InterruptedException {
        var command = Stream.concat(Stream.of("openssl"), Stream.of(arguments.split(" ")))
                .toList();
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }
}
