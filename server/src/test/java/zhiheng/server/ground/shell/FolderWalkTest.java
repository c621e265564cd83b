package zhiheng.server.ground.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWalkTest {
    @TempDir
    Path folder;

    private final List<Path> unreadable = new ArrayList<>();

    @BeforeEach
    void tree() throws Exception {
        Files.createDirectories(folder.resolve("a/b/c"));
        Files.createDirectories(folder.resolve("empty"));
        for (var name : List.of("one.txt", "a/two.txt", "a/b/c/three.txt", "a/b/picture.png")) {
            Files.writeString(folder.resolve(name), name);
        }
    }

    private List<String> walked(FolderWalk walk) {
        var names = new ArrayList<String>();
        walk.forEachRemaining(file -> names.add(folder.relativize(file).toString()));
        return names;
    }

    @Test
    void every_wanted_file_is_given_out_once_from_however_deep() {
        try (var walk = new FolderWalk(folder, file -> file.toString().endsWith(".txt"), unreadable::add)) {
            assertThat(walked(walk)).containsExactlyInAnyOrder("one.txt", "a/two.txt", "a/b/c/three.txt");
            assertThatThrownBy(walk::next).isInstanceOf(NoSuchElementException.class);
        }
        assertThat(unreadable).isEmpty();
    }

    @Test
    void a_single_file_is_a_walk_of_one() {
        try (var walk = new FolderWalk(folder.resolve("one.txt"), file -> true, unreadable::add)) {
            assertThat(walked(walk)).containsExactly("one.txt");
        }
    }

    @Test
    void a_link_is_counted_and_not_followed_so_that_a_circle_ends_and_nothing_outside_is_read() throws Exception {
        Files.createSymbolicLink(folder.resolve("a/b/round"), folder);
        Files.createSymbolicLink(folder.resolve("outside"), Path.of("/etc/hostname"));
        Files.createSymbolicLink(folder.resolve("broken"), folder.resolve("nowhere"));
        try (var walk = new FolderWalk(folder, file -> true, unreadable::add)) {
            assertThat(walked(walk)).hasSize(4);
            assertThat(walk.links()).isEqualTo(3);
        }
    }

    @Test
    void a_folder_that_is_not_there_is_told_and_ends_the_walk() {
        var nowhere = folder.resolve("nowhere");
        try (var walk = new FolderWalk(nowhere, file -> true, unreadable::add)) {
            assertThat(walked(walk)).isEmpty();
        }
        assertThat(unreadable).containsExactly(nowhere);
    }

    @Test
    void a_folder_that_goes_away_on_the_way_does_not_stop_the_walk() throws Exception {
        try (var walk = new FolderWalk(folder, file -> true, unreadable::add)) {
            assertThat(walk.hasNext()).isTrue();
            walk.next();
            try (var all = Files.walk(folder.resolve("a"))) {
                for (var path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
            assertThat(walked(walk)).hasSizeLessThanOrEqualTo(3);
        }
    }
}
