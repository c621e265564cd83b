package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;

class LabelBatchTest {
    private static final byte[] IMAGE = Samples.image("jpg");

    @TempDir
    Path folder;

    private static ContentLabel label(int i) {
        return ContentLabel.of(Certainty.IS, "001191440300708461136T1XGW3", "n-" + i);
    }

    private List<LabelBatch.Job> jobs(int count) throws IOException {
        Path in = Files.createDirectories(folder.resolve("in"));
        Path out = Files.createDirectories(folder.resolve("out"));
        var jobs = new ArrayList<LabelBatch.Job>();
        for (int i = 0; i < count; i++) {
            jobs.add(new LabelBatch.Job(Files.write(in.resolve(i + ".jpg"), IMAGE), out.resolve(i + ".jpg"), label(i)));
        }
        return jobs;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void every_file_gets_its_own_label_and_is_told_once(boolean synced) throws Exception {
        var jobs = jobs(200);
        var told = new ArrayList<LabelBatch.Job>();
        new LabelBatch(new Labels(), 4, synced).run(jobs.iterator(), outcome -> {
            assertThat(outcome).isInstanceOf(LabelBatch.Outcome.Done.class);
            told.add(outcome.job());
        });
        assertThat(told).containsExactlyInAnyOrderElementsOf(jobs);
        assertThat(IntStream.range(0, 200)).allSatisfy(i -> {
            var reading = new Labels().read(jobs.get(i).out());
            assertThat(reading.verdict()).isInstanceOf(Verdict.Compliant.class);
            assertThat(reading.labels().getFirst().label()).isEqualTo(label(i));
            assertThat(jobs.get(i).in()).hasBinaryContent(IMAGE);
        });
    }

    @Test
    void a_file_that_cannot_be_labelled_fails_alone_and_leaves_its_target_as_it_was() throws Exception {
        var jobs = jobs(70);
        Files.write(jobs.get(5).in(), java.util.Arrays.copyOf(IMAGE, IMAGE.length / 2));
        Files.delete(jobs.get(66).in());
        Files.writeString(jobs.get(5).out(), "precious");
        var failed = new ArrayList<LabelBatch.Outcome.Failed>();
        new LabelBatch(new Labels()).run(jobs.iterator(), outcome -> {
            if (outcome instanceof LabelBatch.Outcome.Failed f) {
                failed.add(f);
            }
        });
        assertThat(failed).extracting(f -> f.job()).containsExactlyInAnyOrder(jobs.get(5), jobs.get(66));
        assertThat(failed).allSatisfy(f -> assertThat(f.reason().zh()).isNotBlank());
        assertThat(jobs.get(5).out()).hasContent("precious");
        try (var files = Files.list(folder.resolve("out"))) {
            assertThat(files).hasSize(69).noneMatch(f -> f.toString().endsWith(".tmp"));
        }
    }

    @Test
    void files_are_labelled_in_place_when_the_target_is_the_original() throws Exception {
        var jobs = jobs(10).stream()
                .map(job -> new LabelBatch.Job(job.in(), job.in(), job.label()))
                .toList();
        new LabelBatch(new Labels()).run(jobs.iterator(), outcome -> {});
        assertThat(jobs)
                .allSatisfy(
                        job -> assertThat(new Labels().read(job.in()).verdict()).isInstanceOf(Verdict.Compliant.class));
    }

    @Test
    void a_target_folder_that_does_not_exist_is_the_reason_of_each_failure() throws Exception {
        var jobs = jobs(3).stream()
                .map(job -> new LabelBatch.Job(job.in(), folder.resolve("no/such/x.jpg"), job.label()))
                .toList();
        var failed = new ArrayList<LabelBatch.Outcome>();
        new LabelBatch(new Labels()).run(jobs.iterator(), failed::add);
        assertThat(failed).hasSize(3).allSatisfy(f -> assertThat(f).isInstanceOf(LabelBatch.Outcome.Failed.class));
    }

    @Test
    void a_consumer_that_throws_ends_the_batch_with_its_own_exception_and_no_scraps() throws Exception {
        var jobs = jobs(200);
        assertThatThrownBy(() -> new LabelBatch(new Labels(), 2, false).run(jobs.iterator(), outcome -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        try (var files = Files.list(folder.resolve("out"))) {
            assertThat(files).noneMatch(f -> f.toString().endsWith(".tmp"));
        }
    }
}
