package zhiheng.server.ground.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentFileTest {
    @TempDir
    Path folder;

    private static SentFile named(String name) {
        return new SentFile(name, Path.of("x"));
    }

    @ParameterizedTest
    @CsvSource({
        "C:\\Users\\li\\photo.jpg,photo.jpg",
        "../../etc/passwd,passwd",
        "'  照片 1.png ',照片 1.png",
        "'',file",
        "/,file",
        ".bashrc,.bashrc"
    })
    void of_what_a_browser_calls_a_file_only_its_last_part_is_kept(String sent, String kept) {
        assertThat(named(sent).name()).isEqualTo(kept);
    }

    @Test
    void a_name_breaks_no_line_and_turns_no_text_around() {
        assertThat(named("a\r\nSet-Cookie: x\u202Egpj.exe").name()).isEqualTo("aSet-Cookie: xgpj.exe");
    }

    @Test
    void of_a_very_long_name_the_end_is_kept_for_it_tells_the_kind() {
        assertThat(named("x".repeat(500) + ".docx").name()).hasSize(200).endsWith(".docx");
    }

    @ParameterizedTest
    @CsvSource({"photo.jpg,photo-aigc.jpg", "photo,photo-aigc", ".hidden,.hidden-aigc", "a.tar.gz,a.tar-aigc.gz"})
    void a_labelled_copy_is_named_after_its_file(String name, String labelled) {
        assertThat(named(name).labelledName()).isEqualTo(labelled);
    }

    @Test
    void a_file_on_the_disk_is_for_the_server_alone_and_gone_once_it_is_closed() throws Exception {
        try (var file = SentFile.empty("a.webp")) {
            assertThat(Files.getPosixFilePermissions(file.path()))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
            assertThat(file.path().toString()).endsWith(".webp");
            file.close();
            assertThat(file.path()).doesNotExist();
        }
    }

    @Test
    void an_ending_that_could_be_a_path_is_not_taken_into_the_name_on_the_disk() {
        try (var file = SentFile.empty("a./../../x")) {
            assertThat(file.path().getParent().getFileName().toString()).isEqualTo("zhiheng-uploads");
            assertThat(file.path().toString()).endsWith(".bin");
        }
    }

    @Test
    void an_upload_is_moved_and_not_copied() throws Exception {
        var upload = Files.writeString(folder.resolve("upload"), "text");
        try (var file = SentFile.moved("a.txt", upload)) {
            assertThat(file.path()).hasContent("text");
            assertThat(upload).doesNotExist();
        }
    }
}
