package zhiheng.office.duties;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.office.testing.TestOffice.refused;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal.Kind;

class EvidenceFilesTest {
    @TempDir
    Path folder;

    @Test
    void the_largest_file_is_taken_whole() {
        var files = new EvidenceFiles(folder);
        var stored = files.put(new ByteArrayInputStream(new byte[EvidenceFiles.MAX_BYTES]));
        assertThat(stored.size()).isEqualTo(EvidenceFiles.MAX_BYTES);
        assertThat(folder.resolve(stored.sha256().substring(0, 2)).resolve(stored.sha256()))
                .hasSize(EvidenceFiles.MAX_BYTES);
    }

    @Test
    void the_same_content_is_kept_once_and_no_upload_is_left_over() throws Exception {
        var files = new EvidenceFiles(folder);
        var one = files.put(new ByteArrayInputStream("proof".getBytes(UTF_8)));
        assertThat(files.put(new ByteArrayInputStream("proof".getBytes(UTF_8)))).isEqualTo(one);
        try (var all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void a_name_that_is_no_digest_reaches_no_file() {
        refused(Kind.NOT_FOUND, () -> new EvidenceFiles(folder).open("../../etc/passwd"));
    }
}
