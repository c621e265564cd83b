package zhiheng.server.rooms.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;
import zhiheng.cases.bundle.BundleFile;
import zhiheng.cases.bundle.Field;
import zhiheng.cases.bundle.Parcel;
import zhiheng.cases.bundle.ParcelCodec;
import zhiheng.cases.bundle.Tlp;
import zhiheng.ledger.Cosigner;
import zhiheng.ledger.Entry;
import zhiheng.ledger.Ledger;
import zhiheng.ledger.Proofs;
import zhiheng.ledger.Witness;
import zhiheng.ledger.WitnessClient;
import zhiheng.server.rooms.ledger.WitnessCommand;

/** Seals against logs that lie: one that forked, one whose entry says something else, one that no witness knows. */
class SealsTest {
    @TempDir
    Path folder;

    private static void grow(Ledger log, int entries) {
        for (int i = 0; i < entries; i++) {
            log.append(new Entry(Instant.now(), "x", "other", "s" + i, "", "{}"));
        }
    }

    /** A bundle of one step, as a desk makes it. */
    private static BundleFile sealed(Ledger log, String act, long since, String checkpoint) {
        long step = log.append(new Entry(Instant.now(), "x", "case.acted", "case/1", "", "{}"));
        var parcel = new Parcel(
                "p",
                "c",
                1,
                Parcel.Kind.CASE,
                "",
                new Parcel.Party("a.example/log", "Acme"),
                List.of(new Parcel.Party("b.example/log", "")),
                Tlp.GREEN,
                Instant.EPOCH,
                null,
                "look",
                "",
                List.of(),
                List.of(new Parcel.Step(step, HexFormat.of().formatHex(Proofs.leafHash(log.entryBytes(step))))));
        var content = ParcelCodec.write(parcel);
        long index = log.append(new Entry(Instant.now(), "x", act, "parcel/p", Field.sha256(content), "{}"));
        var note = checkpoint.isEmpty() ? log.checkpoint() : checkpoint;
        return new BundleFile(content, List.of(), Seals.make(log, index, parcel, note, since));
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) throws java.io.IOException {
                Files.createDirectories(to.resolve(from.relativize(dir).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws java.io.IOException {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    void a_log_that_forked_is_found_by_whoever_saw_the_other_branch() throws Exception {
        var one = folder.resolve("one");
        try (var log = Ledger.open(one, "a.example/log")) {
            grow(log, 20);
        }
        copy(one, folder.resolve("two"));
        try (var log = Ledger.open(one, "a.example/log");
                var fork = Ledger.open(folder.resolve("two"), "a.example/log")) {
            grow(log, 7);
            var known = log.checkpoint();
            var good = sealed(log, Seals.ACT, 27, "");
            Seals.consistent(good, Seals.verify(good, log.verifierKey(), "").checkpoint(), known, log.verifierKey());

            for (int more : List.of(5, 9)) { // of the same size, and longer
                grow(fork, more);
                var bad = sealed(fork, Seals.ACT, 27, "");
                var now = Seals.verify(bad, fork.verifierKey(), "").checkpoint();
                assertThatThrownBy(() -> Seals.consistent(bad, now, known, log.verifierKey()))
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("a fork, or rewritten");
            }
        }
    }

    @Test
    void an_entry_that_is_there_but_no_handing_over_seals_nothing() {
        try (var log = Ledger.open(folder.resolve("log"), "a.example/log")) {
            var other = sealed(log, "note.written", 0, "");
            assertThatThrownBy(() -> Seals.verify(other, log.verifierKey(), ""))
                    .hasMessageContaining("not what the sender's log holds the digest of");
        }
    }

    @Test
    void a_receiver_that_wants_a_witness_takes_nothing_without_its_cosignature() throws Exception {
        var vertx = Vertx.vertx();
        try (var log = Ledger.open(folder.resolve("log"), "a.example/log")) {
            grow(log, 3);
            var cosigner = Cosigner.open(folder.resolve("witness/key"), "witness.example");
            var witness = new Witness(
                    folder.resolve("witness/seen"), cosigner, List.of(log.verifierKey()), Clock.systemUTC());
            var listening = WitnessCommand.listen(vertx, witness, "127.0.0.1", 0);
            var client =
                    new WitnessClient(URI.create("http://127.0.0.1:" + listening.actualPort()), cosigner.verifierKey());
            var plain = sealed(log, Seals.ACT, 0, "");
            assertThatThrownBy(() -> Seals.verify(plain, log.verifierKey(), cosigner.verifierKey()))
                    .hasMessageContaining("not cosigned");
            log.checkpoint();
            var seal = Seals.make(log, plain.seal().index(), plain.parcel(), client.cosign(log), 0);
            var cosigned = new BundleFile(plain.content(), List.of(), seal);
            assertThat(Seals.verify(cosigned, log.verifierKey(), cosigner.verifierKey())
                            .cosigned())
                    .isNotNull();
        } finally {
            vertx.close();
        }
    }
}
