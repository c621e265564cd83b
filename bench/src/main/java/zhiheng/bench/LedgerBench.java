package zhiheng.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import zhiheng.bench.gateway.Served;
import zhiheng.ledger.Checkpoint;
import zhiheng.ledger.Entry;
import zhiheng.ledger.Ledger;
import zhiheng.ledger.LedgerVerifier;
import zhiheng.ledger.Proofs;
import zhiheng.ledger.WitnessClient;

/**
 * Durable appends per second with 16 writers, each waiting for its own, without and with a witness (a process of its own that cosigns
 * every second, thirty times as often as a server asks it to); how many are lost after reopening; the time of a proof. Arguments: seconds (10), folder (a temporary one in the current folder, since /tmp may be memory).
 */
public final class LedgerBench {
    private static final int WRITERS = 16;
    private static final int COSIGN_EVERY_MILLIS = 1_000;
    private static final int PROOFS = 20_000;
    private static final String ORIGIN = "zhiheng.bench/log";

    private LedgerBench() {}

    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        Path dir = args.length > 1
                ? Files.createDirectories(Path.of(args[1]))
                : Files.createTempDirectory(Path.of("."), "ledger-bench-");
        try {
            Path log = dir.resolve("log");
            System.out.printf(
                    "%d writers, %d processors, %s%n",
                    WRITERS,
                    Runtime.getRuntime().availableProcessors(),
                    Files.getFileStore(dir).type());
            appends("warm-up", dir.resolve("warm-up"), 3);
            long acknowledged = appends("measured", log, seconds);
            reopen(log, acknowledged);
            witnessed(dir, seconds);
        } finally {
            delete(dir);
        }
    }

    private static long appends(String label, Path log, int seconds) throws InterruptedException {
        return appends(label, log, seconds, ledger -> {});
    }

    /** @param beside what goes on meanwhile, until it is interrupted */
    private static long appends(String label, Path log, int seconds, Consumer<Ledger> beside)
            throws InterruptedException {
        var acknowledged = new AtomicLong();
        try (var ledger = Ledger.open(log, ORIGIN)) {
            var other = Thread.ofPlatform().start(() -> beside.accept(ledger));
            var threads = new ArrayList<Thread>();
            long from = System.nanoTime();
            long until = from + seconds * 1_000_000_000L;
            for (int w = 0; w < WRITERS; w++) {
                String actor = "writer-" + w;
                threads.add(Thread.ofPlatform().start(() -> {
                    while (System.nanoTime() < until) {
                        ledger.append(entry(actor));
                        acknowledged.incrementAndGet();
                    }
                }));
            }
            for (var thread : threads) {
                thread.join();
            }
            double took = (System.nanoTime() - from) / 1e9;
            System.out.printf(
                    "%s: %,d durable appends in %.1f s = %,.0f/s%n",
                    label, acknowledged.get(), took, acknowledged.get() / took);
            other.interrupt();
            other.join();
        }
        return acknowledged.get();
    }

    private static void witnessed(Path dir, int seconds) throws Exception {
        Path log = dir.resolve("witnessed");
        String key;
        try (var ledger = Ledger.open(log, ORIGIN)) {
            key = ledger.verifierKey();
        }
        Path said = dir.resolve("witness.log");
        var process = Served.java(
                said,
                "zhiheng.server.cli.Main",
                "witness",
                "--name",
                "bench.example",
                "--port",
                "0",
                "--lang",
                "en",
                "--data",
                dir.resolve("witness").toString(),
                "--log",
                key);
        try {
            var client = new WitnessClient(URI.create(told(said, "ready: ")), told(said, "verifier key: "));
            long acknowledged = appends("with a witness", log, seconds, ledger -> cosign(client, ledger));
            reopen(log, acknowledged);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static String told(Path file, String before) throws IOException, InterruptedException {
        for (int i = 0; i < 1_200; i++) {
            for (var line : Files.readAllLines(file)) {
                int at = line.indexOf(before);
                if (at >= 0) {
                    return line.substring(at + before.length()).strip();
                }
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("the witness did not start: " + Files.readString(file));
    }

    /** Until the log is closed. */
    private static void cosign(WitnessClient client, Ledger ledger) {
        int times = 0;
        long size = 0;
        try {
            while (true) {
                size = Checkpoint.open(client.cosign(ledger), ledger.verifierKey())
                        .size();
                times++;
                Thread.sleep(COSIGN_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            System.out.printf("cosigned %d times, the last time up to entry %,d%n", times, size);
        }
    }

    private static Entry entry(String actor) {
        return new Entry(
                Instant.now(),
                actor,
                "duty.met",
                "system/8d1f0c",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "{\"duty\":\"eu.art50.2\",\"from\":\"open\",\"to\":\"met\"}");
    }

    private static void reopen(Path log, long acknowledged) {
        String key;
        try (var ledger = Ledger.open(log, ORIGIN)) {
            key = ledger.verifierKey();
            System.out.printf("lost after reopening: %d%n", Math.max(0, acknowledged - ledger.size()));
            proofs(ledger);
        }
        long from = System.nanoTime();
        var report = LedgerVerifier.verify(log, null, key);
        System.out.printf(
                "verify: %s (%.1f s)%n", report.lines().getFirst().text().en(), (System.nanoTime() - from) / 1e9);
    }

    private static void proofs(Ledger ledger) {
        long size = ledger.size();
        byte[] root =
                Checkpoint.open(ledger.signedCheckpoint(), ledger.verifierKey()).root();
        var random = new Random(7);
        long[] nanos = new long[PROOFS];
        for (int i = 0; i < PROOFS; i++) {
            long index = random.nextLong(size);
            long from = System.nanoTime();
            var proof = ledger.inclusionProof(index, size);
            nanos[i] = System.nanoTime() - from;
            if (!Proofs.verifyInclusion(Proofs.leafHash(ledger.entryBytes(index)), index, size, root, proof)) {
                throw new IllegalStateException("the proof of " + index + " is wrong");
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                "inclusion proof in a log of %,d: p50 %.3f ms, p99 %.3f ms, all %,d verified%n",
                size, nanos[PROOFS / 2] / 1e6, nanos[PROOFS * 99 / 100] / 1e6, PROOFS);
    }

    private static void delete(Path dir) throws IOException {
        try (var files = Files.walk(dir)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
