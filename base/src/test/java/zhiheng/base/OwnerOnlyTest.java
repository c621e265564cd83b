package zhiheng.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {
    @TempDir
    Path temp;

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private Path open(String name, String mode) throws IOException {
        var file = Files.createFile(temp.resolve(name));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file;
    }

    @Test
    void a_new_file_and_a_new_folder_are_their_owners_alone() throws IOException {
        OwnerOnly.make(temp.resolve("secret"));
        OwnerOnly.folders(temp.resolve("a/b/c"));
        assertThat(mode(temp.resolve("secret"))).isEqualTo("rw-------");
        assertThat(mode(temp.resolve("a"))).isEqualTo("rwx------");
        assertThat(mode(temp.resolve("a/b/c"))).isEqualTo("rwx------");
    }

    @Test
    void what_is_there_keeps_its_words_and_a_folder_that_is_there_is_closed_when_asked() throws IOException {
        var file = open("kept", "rw-r--r--");
        Files.writeString(file, "words");
        OwnerOnly.make(file);
        assertThat(file).hasContent("words");
        var shared = Files.createDirectory(temp.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        OwnerOnly.folders(shared.resolve("below"));
        assertThat(mode(shared)).as("those above stay as they are").isEqualTo("rwxr-xr-x");
        OwnerOnly.folder(shared);
        assertThat(mode(shared)).isEqualTo("rwx------");
    }

    @Test
    void a_file_is_written_anew() throws IOException {
        for (var words : new String[] {"a longer text", "short"}) {
            try (var out = OwnerOnly.write(temp.resolve("file"))) {
                out.write(words.getBytes(StandardCharsets.UTF_8));
            }
            assertThat(temp.resolve("file")).hasContent(words);
        }
        assertThat(mode(temp.resolve("file"))).isEqualTo("rw-------");
    }

    @Test
    void a_folder_is_closed_as_many_levels_deep_as_is_said() throws IOException {
        var deep = Files.createDirectories(temp.resolve("one/two"));
        Files.setPosixFilePermissions(deep, PosixFilePermissions.fromString("rwxr-xr-x"));
        open("file", "rw-rw-rw-");
        OwnerOnly.close(temp, 1);
        assertThat(mode(temp.resolve("file"))).isEqualTo("rw-------");
        assertThat(mode(deep)).isEqualTo("rwxr-xr-x");
        OwnerOnly.close(temp, 2);
        assertThat(mode(deep)).isEqualTo("rwx------");
    }
}
