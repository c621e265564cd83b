package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A library taken back from its bytes answers as the one that was read from YAML, to the letter. */
class RememberedLibraryTest {
    private static final Path SHIPPED = Path.of("library");
    private static final Path INCIDENTS = Path.of("incidents");
    private static final PackLibrary READ = PackLibrary.load(SHIPPED);
    private static final PackLibrary REMEMBERED = remembered(SHIPPED);

    private static final byte[] TOY = bytes(Toy.FOLDER);

    private static PackLibrary remembered(Path folder) {
        var files = LibraryFiles.of(folder);
        var key = files.key("test");
        try {
            return new PackLibrary(LibraryReader.read(bytes(folder), files, key), files.digest());
        } catch (LibraryReader.Damaged e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Path folder) {
        var files = LibraryFiles.of(folder);
        return LibraryWriter.write(LibraryParts.read(files), files, files.key("test"));
    }

    @Example
    void what_is_taken_back_is_written_again_as_the_same_bytes() throws Exception {
        for (var folder : List.of(SHIPPED, INCIDENTS, Toy.FOLDER)) {
            var files = LibraryFiles.of(folder);
            var key = files.key("test");
            var bytes = bytes(folder);
            assertThat(LibraryWriter.write(LibraryReader.read(bytes, files, key), files, key))
                    .isEqualTo(bytes);
        }
    }

    @Example
    void packs_facts_and_dates_are_the_same() {
        assertThat(REMEMBERED.packs()).isEqualTo(READ.packs());
        assertThat(REMEMBERED.facts()).isEqualTo(READ.facts());
        assertThat(REMEMBERED.derivedFacts()).isEqualTo(READ.derivedFacts());
        assertThat(REMEMBERED.milestones()).isEqualTo(READ.milestones());
        assertThat(REMEMBERED.vocabulary().slots()).isEqualTo(READ.vocabulary().slots());
        assertThat(REMEMBERED.packs().getFirst().dates().keySet())
                .containsExactlyElementsOf(READ.packs().getFirst().dates().keySet());
    }

    @Example
    void every_case_of_every_pack_comes_out_in_the_same_words() {
        for (var folder : List.of(SHIPPED, INCIDENTS, Toy.FOLDER)) {
            var report = PackCases.run(PackLibrary.load(folder), folder);
            assertThat(report.cases()).isPositive();
            assertThat(PackCases.run(remembered(folder), folder)).isEqualTo(report);
        }
    }

    @Example
    void every_example_gets_the_same_explanations() {
        var names = List.of("chat-assistant", "credit-score", "face-gate", "hiring-screen", "image-generator");
        for (var name : names) {
            var file = Path.of("../examples/" + name + ".yaml");
            for (var day : READ.milestones()) {
                var read = READ.evaluate(SystemFile.read(READ, file).facts(), day);
                var remembered =
                        REMEMBERED.evaluate(SystemFile.read(REMEMBERED, file).facts(), day);
                assertThat(remembered).isEqualTo(read);
                assertThat(remembered.toString()).isEqualTo(read.toString());
            }
        }
    }

    @Property(tries = 300)
    void any_answers_get_the_same_finding_with_the_same_reasons(@ForAll long seed) {
        var random = new Random(seed);
        var answers = new LinkedHashMap<String, Object>();
        double given = random.nextDouble();
        for (var fact : READ.facts()) {
            if (random.nextDouble() < given) {
                answers.put(fact.id(), value(fact, random));
            }
        }
        var day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(2500));
        var read = READ.evaluate(Facts.of(READ, answers), day);
        var remembered = REMEMBERED.evaluate(Facts.of(REMEMBERED, answers), day);
        assertThat(remembered.toString()).isEqualTo(read.toString());
    }

    private static Object value(Fact fact, Random random) {
        return switch (fact.type()) {
            case BOOL -> random.nextBoolean();
            case NUMBER -> Math.pow(10, random.nextInt(28)) * random.nextInt(10);
            case DATE -> LocalDate.of(2023, 1, 1).plusDays(random.nextInt(3000));
            case CHOICE ->
                fact.options().get(random.nextInt(fact.options().size())).id();
            case CHOICES -> {
                var some = new ArrayList<String>();
                for (var option : fact.options()) {
                    if (!option.alone() && random.nextInt(4) == 0) {
                        some.add(option.id());
                    }
                }
                yield some;
            }
        };
    }

    /** Bytes with a right key and checksum that no library would give: refused, or a library, but never a crash. */
    @Property(tries = 2000)
    void made_up_bytes_are_refused(@ForAll long seed) throws Exception {
        var random = new Random(seed);
        var files = LibraryFiles.of(Toy.FOLDER);
        var key = files.key("test");
        var bytes = TOY.clone();
        for (int turns = 1 + random.nextInt(3); turns > 0; turns--) {
            bytes[40 + random.nextInt(bytes.length - 40)] = (byte) random.nextInt();
        }
        var crc = new java.util.zip.CRC32();
        crc.update(bytes, 40, bytes.length - 40);
        java.nio.ByteBuffer.wrap(bytes).putInt(36, (int) crc.getValue());
        try {
            var parts = LibraryReader.read(bytes, files, key);
            assertThat(parts.rules())
                    .allSatisfy(rule ->
                            assertThat(rule.pack()).isBetween(0, parts.packs().size() - 1));
            new PackLibrary(parts, new byte[0]);
        } catch (LibraryReader.Damaged | PackException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
