package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Overwrite;

/** What the folder that remembers libraries does when all is well, and when it is not. */
class LibraryCacheTest {
    @TempDir
    Path temp;

    private Path folder() {
        return temp.resolve("cache");
    }

    private LibraryCache cache() {
        return new LibraryCache(List.of(folder()), "program 1");
    }

    private List<Path> entries() throws IOException {
        try (var list = Files.list(folder())) {
            return list.sorted().toList();
        }
    }

    @Test
    void the_second_start_takes_what_the_first_one_left() throws Exception {
        cache().load(Toy.FOLDER);
        var entry = entries().getFirst();
        var before = FileTime.fromMillis(1_000);
        Files.setLastModifiedTime(entry, before);
        var library = cache().load(Toy.FOLDER);
        assertThat(entries()).containsExactly(entry);
        assertThat(Files.getLastModifiedTime(entry)).isEqualTo(before);
        assertThat(library.packs()).isEqualTo(Toy.LIBRARY.packs());
        assertThat(library.facts()).isEqualTo(Toy.LIBRARY.facts());
        assertThat(library.derivedFacts()).isEqualTo(Toy.LIBRARY.derivedFacts());
        assertThat(library.milestones()).isEqualTo(Toy.LIBRARY.milestones());
    }

    /** The entry is read from: one whose text is altered, and its checksum with it, shows the altered text. */
    @Test
    void a_remembered_library_is_not_read_from_yaml() throws Exception {
        cache().load(Toy.FOLDER);
        var files = LibraryFiles.of(Toy.FOLDER);
        var key = files.key("program 1");
        var parts = LibraryParts.read(files);
        var fewer =
                new LibraryParts(List.of(), List.of(), parts.slots(), parts.definitions(), parts.packs(), List.of());
        Files.write(entries().getFirst(), LibraryWriter.write(fewer, files, key));
        assertThat(cache().load(Toy.FOLDER).rulesAsWritten()).isEmpty();
    }

    @Test
    void a_changed_pack_is_read_again() throws Exception {
        var mine = Toy.broken(temp.resolve("mine"), "toy/pack.yaml", "id: toy", "id: toy");
        cache().load(mine);
        Files.writeString(mine.resolve("toy/rules.yaml"), "\n# read again\n", java.nio.file.StandardOpenOption.APPEND);
        cache().load(mine);
        assertThat(entries()).hasSize(2);
    }

    @Test
    void another_program_reads_for_itself() throws Exception {
        cache().load(Toy.FOLDER);
        new LibraryCache(List.of(folder()), "program 2").load(Toy.FOLDER);
        assertThat(entries()).hasSize(2);
    }

    @Test
    void an_error_in_a_pack_is_told_each_time_in_the_same_words() throws Exception {
        var broken = Toy.broken(temp.resolve("broken"), "toy/pack.yaml", "id: toy", "idd: toy");
        var said = new ArrayList<String>();
        for (Callable<PackLibrary> load : List.<Callable<PackLibrary>>of(
                () -> PackLibrary.load(broken), () -> cache().load(broken), () -> cache().load(broken))) {
            assertThatThrownBy(load::call)
                    .isInstanceOf(PackException.class)
                    .satisfies(e -> said.add(String.valueOf(e.getMessage())));
        }
        assertThat(said.getFirst()).contains("pack.yaml:");
        assertThat(said).containsOnly(said.getFirst());
        assertThat(folder()).doesNotExist();
    }

    @Test
    void an_entry_cut_short_or_with_one_bit_turned_is_replaced() throws Exception {
        cache().load(Toy.FOLDER);
        var entry = entries().getFirst();
        var sound = Files.readAllBytes(entry);
        var random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] bad = i % 2 == 0 ? java.util.Arrays.copyOf(sound, random.nextInt(sound.length)) : sound.clone();
            if (i % 2 == 1) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Overwrite.file(entry, bad);
            assertThat(cache().load(Toy.FOLDER).packs()).isEqualTo(Toy.LIBRARY.packs());
            assertThat(Files.readAllBytes(entry)).as("try " + i).isEqualTo(sound);
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_done_without() throws Exception {
        Files.writeString(folder(), "a file lies where the folder would");
        assertThat(cache().load(Toy.FOLDER).packs()).isEqualTo(Toy.LIBRARY.packs());
        assertThat(folder()).hasContent("a file lies where the folder would");
    }

    @Test
    void the_second_folder_serves_where_the_first_cannot_be_written() throws Exception {
        var installed = temp.resolve("installed");
        Files.writeString(installed, "a file lies where the folder would");
        var cache = new LibraryCache(List.of(installed, folder()), "program 1");
        cache.load(Toy.FOLDER);
        assertThat(entries()).hasSize(1);
        Files.delete(installed);
        Files.move(folder(), installed);
        assertThat(cache.load(Toy.FOLDER).packs()).isEqualTo(Toy.LIBRARY.packs());
        assertThat(folder()).doesNotExist();
    }

    @Test
    void a_folder_that_cannot_be_written_is_done_without() throws Exception {
        Files.createDirectories(folder());
        assumeThat(folder().toFile().setWritable(false)).isTrue();
        assumeThat(Files.isWritable(folder()))
                .as("the superuser writes everywhere")
                .isFalse();
        assertThat(cache().load(Toy.FOLDER).packs()).isEqualTo(Toy.LIBRARY.packs());
        assertThat(entries()).isEmpty();
    }

    @Test
    void many_starts_at_once_leave_one_sound_entry_and_no_draft() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var loads = new ArrayList<Callable<PackLibrary>>();
            for (int i = 0; i < 24; i++) {
                loads.add(() -> cache().load(Toy.FOLDER));
            }
            for (var load : threads.invokeAll(loads)) {
                assertThat(load.get().packs()).isEqualTo(Toy.LIBRARY.packs());
            }
        }
        assertThat(entries())
                .singleElement()
                .satisfies(entry -> assertThat(LibraryReader.read(
                                        Files.readAllBytes(entry),
                                        LibraryFiles.of(Toy.FOLDER),
                                        LibraryFiles.of(Toy.FOLDER).key("program 1"))
                                .packs())
                        .isEqualTo(Toy.LIBRARY.packs()));
    }

    @Test
    void old_entries_make_room() throws Exception {
        for (int i = 0; i < LibraryCache.KEPT + 5; i++) {
            new LibraryCache(List.of(folder()), "program " + i).load(Toy.FOLDER);
        }
        assertThat(entries()).hasSize(LibraryCache.KEPT);
    }
}
