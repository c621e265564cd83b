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
import zhiheng.server.rooms.fleet.GatewayCommand;

/** The files by which others run the server say what Kubernetes and the server itself understand. */
class DeployTest {
    private static final Path DEPLOY = Path.of("../deploy");
    private static final Path MANIFEST = DEPLOY.resolve("kubernetes/zhiheng.yaml");
    private static final Path FLEET = DEPLOY.resolve("kubernetes/fleet.yaml");
    /** Seconds to give shares back and to bring records to the office. */
    private static final int LAST_WORDS = 30;

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
        assertThat(validate(FLEET)).isEqualTo(new Said(0, "12 objects are as the schemas say\n"));
        var broken = Files.writeString(
                folder.resolve("broken.yaml"), Files.readString(MANIFEST).replace("replicas: 1", "replicas: one"));
        assertThat(validate(broken).exit()).isEqualTo(1);
        assertThat(validate(broken).words()).contains("Deployment zhiheng", "replicas");
    }

    @Test
    void a_plan_for_kueue_is_as_the_published_schemas_say_and_a_broken_one_is_not() throws Exception {
        var problem = new NationalYear(1).week(3, 12);
        var cluster = new Kueue.Cluster("ai", "registry.example/work:1", "nvidia.com/gpu", 8);
        var jobs = String.join(
                "", Kueue.jobs(problem, Peer.FIRST_FIT.plan(problem), cluster).values());
        var text = Kueue.queues(problem, cluster) + jobs;
        var said = validate(Files.writeString(folder.resolve("plan.yaml"), text));
        assertThat(said.words()).endsWith(" objects are as the schemas say\n");
        assertThat(said.exit()).isZero();
        var broken = Files.writeString(folder.resolve("bent.yaml"), text.replace("nominalQuota:", "quota:"));
        assertThat(validate(broken).words()).contains("ClusterQueue guian", "nominalQuota");
        var unknown = Files.writeString(folder.resolve("odd.yaml"), jobs.replace("suspend: true", "suspend: maybe"));
        assertThat(validate(unknown).words()).contains("Job job-1", "suspend");
    }

    private record Pod(String name, Map<?, ?> spec, Map<?, ?> container, List<String> args) {}

    private static List<Pod> pods(Path manifest) throws Exception {
        var pods = new ArrayList<Pod>();
        for (var object : new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(manifest))) {
            var kind = String.valueOf(map(object).get("kind"));
            if (kind.equals("Deployment") || kind.equals("StatefulSet")) {
                var spec = map(map(map(map(object).get("spec")).get("template")).get("spec"));
                var container = map(list(spec.get("containers")).getFirst());
                var args = list(container.get("args")).stream()
                        .map(String::valueOf)
                        .toList();
                pods.add(new Pod(String.valueOf(map(map(object).get("metadata")).get("name")), spec, container, args));
            }
        }
        return pods;
    }

    @Test
    void the_arguments_of_the_containers_are_those_of_the_command_line() throws Exception {
        assertThat(pods(MANIFEST)).hasSize(1).allSatisfy(pod -> understood(pod.args()));
        assertThat(pods(FLEET))
                .hasSize(2)
                .allSatisfy(pod -> understood(pod.args()))
                .anySatisfy(pod -> assertThat(pod.args().getFirst()).isEqualTo("gateway"));
    }

    /** A pod that is killed while it still drains loses the streams it was meant to keep. */
    @Test
    void a_gateway_has_the_time_to_leave_that_it_was_told() throws Exception {
        var gateway = pods(FLEET).getLast();
        int prestop = number(map(map(map(gateway.container().get("lifecycle")).get("preStop"))
                        .get("sleep"))
                .get("seconds"));
        assertThat(number(gateway.spec().get("terminationGracePeriodSeconds")))
                .isGreaterThanOrEqualTo(prestop + leaving(gateway.args()) + LAST_WORDS);
        var unit = DEPLOY.resolve("systemd/zhiheng-gateway.service");
        assertThat(Integer.parseInt(setting(unit, "TimeoutStopSec")))
                .isGreaterThanOrEqualTo(leaving(words(unit)) + LAST_WORDS);
    }

    private static int leaving(List<String> args) {
        return Integer.parseInt(args.get(args.indexOf("--drain-notice") + 1))
                + Integer.parseInt(args.get(args.indexOf("--drain-most") + 1));
    }

    /** The probes ask at paths that the gateway answers (see DrainTest), at ports that the container has. */
    @Test
    void probes_ask_at_ports_that_the_container_names() throws Exception {
        for (var pod : List.of(pods(FLEET), pods(MANIFEST)).stream()
                .flatMap(List::stream)
                .toList()) {
            var ports = list(pod.container().get("ports")).stream()
                    .map(port -> String.valueOf(map(port).get("name")))
                    .toList();
            for (var probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                var get = map(map(pod.container().get(probe)).get("httpGet"));
                assertThat(ports).as(pod.name() + " " + probe).contains(String.valueOf(get.get("port")));
                assertThat(String.valueOf(get.get("path"))).matches("/health(z|/live|/ready)|/readyz");
            }
        }
    }

    @Test
    void what_the_units_of_systemd_start_is_understood() throws Exception {
        for (var unit : List.of("zhiheng", "zhiheng-office", "zhiheng-gateway")) {
            understood(words(DEPLOY.resolve("systemd/" + unit + ".service")));
        }
    }

    private static List<String> words(Path unit) throws Exception {
        var words = List.of(setting(unit, "ExecStart").split(" "));
        assertThat(words.getFirst()).isEqualTo("/opt/zhiheng/zhiheng");
        return words.subList(1, words.size());
    }

    private static String setting(Path unit, String name) throws Exception {
        return Files.readAllLines(unit).stream()
                .filter(line -> line.startsWith(name + "="))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 1);
    }

    private static void understood(List<String> args) {
        assertThat(args.getFirst()).isIn("serve", "gateway");
        Object command = args.getFirst().equals("serve") ? new ServeCommand() : new GatewayCommand();
        var parsed =
                new CommandLine(command).parseArgs(args.subList(1, args.size()).toArray(String[]::new));
        assertThat(parsed.unmatched()).isEmpty();
        assertThat(parsed.hasMatchedOption("--data")).isTrue();
    }

    private static int number(Object value) {
        return ((Number) Objects.requireNonNull(value)).intValue();
    }

    private static List<?> list(Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }
}
