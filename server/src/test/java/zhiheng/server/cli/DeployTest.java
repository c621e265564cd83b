package zhiheng.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;
import zhiheng.base.testing.Needed;
import zhiheng.placement.Kueue;
import zhiheng.placement.NationalYear;
import zhiheng.placement.Peer;

/** The files by which others run the server say what Kubernetes and the server itself understand. */
class DeployTest {
    private static final Path DEPLOY = Path.of("../deploy");
    private static final Path MANIFEST = DEPLOY.resolve("kubernetes/zhiheng.yaml");
    private static final Path NODE = Path.of("src/test/node");

    @TempDir
    private Path folder;

    private record Said(int exit, String words) {}

    private static Said validate(Path file) throws Exception {
        Needed.that(Files.isDirectory(NODE.resolve("node_modules/kubernetes-models")), "npm's kubernetes-models");
        var process = new ProcessBuilder(
                        "node", "manifests.mjs", file.toAbsolutePath().toString())
                .directory(NODE.toFile())
                .redirectErrorStream(true)
                .start();
        var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), words);
    }

    @Test
    void the_manifest_is_as_the_published_schemas_say_and_a_broken_one_is_not() throws Exception {
        assertThat(validate(MANIFEST)).isEqualTo(new Said(0, "7 objects are as the schemas say\n"));
        var broken = Files.writeString(
                folder.resolve("broken.yaml"), Files.readString(MANIFEST).replace("replicas: 1", "replicas: one"));
        assertThat(validate(broken).exit()).isEqualTo(1);
        assertThat(validate(broken).words()).contains("Deployment zhiheng", "replicas");
    }

    @Test
    void a_plan_for_kueue_is_as_the_published_schemas_say_and_a_broken_one_is_not() throws Exception {
        var problem = new NationalYear(1).week(3, 12);
        var cluster = new Kueue.Cluster("ai", "registry.example/work:1", "nvidia.com/gpu", 8);
        var jobs = String.join("", Kueue.jobs(problem, Peer.FIRST_FIT.plan(problem), cluster).values());
        var text = Kueue.queues(problem, cluster) + jobs;
        var said = validate(Files.writeString(folder.resolve("plan.yaml"), text));
        assertThat(said.words()).endsWith(" objects are as the schemas say\n");
        assertThat(said.exit()).isZero();
        var broken = Files.writeString(folder.resolve("bent.yaml"), text.replace("nominalQuota:", "quota:"));
        assertThat(validate(broken).words()).contains("ClusterQueue guian", "nominalQuota");
        var unknown = Files.writeString(folder.resolve("odd.yaml"), jobs.replace("suspend: true", "suspend: maybe"));
        assertThat(validate(unknown).words()).contains("Job job-1", "suspend");
    }

    @Test
    void the_arguments_of_the_container_are_those_of_serve() throws Exception {
        var load = new Load(LoadSettings.builder().build());
        var args = new ArrayList<String>();
        for (var object : load.loadAllFromString(Files.readString(MANIFEST))) {
            if ("Deployment".equals(map(object).get("kind"))) {
                var spec = map(map(map(map(object).get("spec")).get("template")).get("spec"));
                var container = map(((List<?>) Objects.requireNonNull(spec.get("containers"))).getFirst());
                ((List<?>) Objects.requireNonNull(container.get("args"))).forEach(arg -> args.add(String.valueOf(arg)));
            }
        }
        understood(args);
    }

    @Test
    void what_the_unit_of_systemd_starts_is_understood() throws Exception {
        var start = Files.readAllLines(DEPLOY.resolve("systemd/zhiheng.service")).stream()
                .filter(line -> line.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow();
        var words = List.of(start.substring("ExecStart=".length()).split(" "));
        assertThat(words.getFirst()).isEqualTo("/opt/zhiheng/zhiheng");
        understood(words.subList(1, words.size()));
    }

    private static void understood(List<String> args) {
        assertThat(args.getFirst()).isEqualTo("serve");
        var parsed = new CommandLine(new ServeCommand())
                .parseArgs(args.subList(1, args.size()).toArray(String[]::new));
        assertThat(parsed.unmatched()).isEmpty();
        assertThat(parsed.hasMatchedOption("--data")).isTrue();
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }
}
