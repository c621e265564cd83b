package zhiheng.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import zhiheng.base.JsonReader;
import zhiheng.base.testing.Needed;

class BpmnTest {
    private static final Path NODE = Path.of("src/test/node");

    @TempDir
    Path folder;

    /** What other tools let pass: ids that are no names, flows to nowhere, parts without a way from start to end, elements not drawn. */
    @Test
    void every_shipped_procedure_is_one_graph_with_ascii_ids_and_a_shape_for_each_element() throws Exception {
        for (var procedure : Shipped.ALL.all()) {
            var xml = parse(Bpmn.xml(procedure, "zh"));
            var ids = new HashSet<String>();
            var nodes = new HashSet<String>();
            var starts = new ArrayList<String>();
            var ends = new HashSet<String>();
            var ways = new HashMap<String, Set<String>>();
            for (var element : elements(xml, "*")) {
                if (element.hasAttribute("id")) {
                    assertThat(element.getAttribute("id")).matches("[A-Za-z_][A-Za-z0-9_]*");
                    assertThat(ids.add(element.getAttribute("id")))
                            .as(element.getAttribute("id"))
                            .isTrue();
                }
            }
            for (var kind : List.of("startEvent", "endEvent", "userTask", "exclusiveGateway", "boundaryEvent")) {
                for (var node : elements(xml, "bpmn:" + kind)) {
                    nodes.add(node.getAttribute("id"));
                    if (kind.equals("startEvent")) {
                        starts.add(node.getAttribute("id"));
                    } else if (kind.equals("endEvent")) {
                        ends.add(node.getAttribute("id"));
                    } else if (kind.equals("boundaryEvent")) {
                        ways.computeIfAbsent(node.getAttribute("attachedToRef"), k -> new HashSet<>())
                                .add(node.getAttribute("id"));
                    }
                }
            }
            for (var flow : elements(xml, "bpmn:sequenceFlow")) {
                assertThat(nodes).contains(flow.getAttribute("sourceRef"), flow.getAttribute("targetRef"));
                ways.computeIfAbsent(flow.getAttribute("sourceRef"), k -> new HashSet<>())
                        .add(flow.getAttribute("targetRef"));
            }
            for (var gateway : elements(xml, "bpmn:exclusiveGateway")) {
                assertThat(gateway.getElementsByTagName("bpmn:outgoing").getLength())
                        .isGreaterThan(1);
            }
            assertThat(starts).hasSize(1);
            assertThat(reached(starts, ways)).containsExactlyInAnyOrderElementsOf(nodes);
            var back = new HashMap<String, Set<String>>();
            ways.forEach((from, to) -> to.forEach(
                    t -> back.computeIfAbsent(t, k -> new HashSet<>()).add(from)));
            assertThat(reached(ends, back)).containsExactlyInAnyOrderElementsOf(nodes);
            assertThat(drawn(xml, "bpmndi:BPMNShape")).containsExactlyInAnyOrderElementsOf(nodes);
            assertThat(drawn(xml, "bpmndi:BPMNEdge"))
                    .containsExactlyInAnyOrderElementsOf(elements(xml, "bpmn:sequenceFlow").stream()
                            .map(e -> e.getAttribute("id"))
                            .toList());
            assertThat(elements(xml, "bpmn:userTask")).hasSize((int)
                    procedure.stages().stream().filter(s -> !s.end()).count());
            assertThat(procedure.deadlines())
                    .allSatisfy(d -> assertThat(nodes)
                            .as(d.id())
                            .anyMatch(n -> n.startsWith("timer_" + d.id().replace('-', '_') + "_in_")));
        }
    }

    @Test
    void a_bpmn_tool_opens_every_shipped_procedure_without_a_warning_and_reads_all_of_it() throws Exception {
        Needed.program("node");
        Needed.that(Files.isDirectory(NODE.resolve("node_modules/bpmn-moddle")), "bpmn-moddle is not installed");
        var written = new TreeMap<String, Procedure>();
        var command = new ArrayList<>(List.of("node", NODE.resolve("open.mjs").toString()));
        for (var procedure : Shipped.ALL.all()) {
            var file = folder.resolve(procedure.id() + ".bpmn");
            Files.writeString(file, Bpmn.xml(procedure, "zh"));
            written.put(file.toString(), procedure);
            command.add(file.toString());
        }
        var read = run(command);
        for (var file : written.entrySet()) {
            var seen = (Map<?, ?>) read.get(file.getKey());
            assertThat((List<?>) seen.get("warnings")).isEmpty();
            var elements = (List<?>) seen.get("elements");
            assertThat(elements).doesNotContainNull().doesNotHaveDuplicates();
            assertThat((List<Object>) new ArrayList<Object>((List<?>) seen.get("drawn")))
                    .containsExactlyInAnyOrderElementsOf(new ArrayList<Object>(elements));
            assertThat((List<?>) seen.get("timers")).doesNotContainNull();
            assertThat((List<Object>) new ArrayList<Object>((List<?>) seen.get("names")))
                    .containsAll(file.getValue().stages().stream()
                            .filter(s -> !s.end())
                            .map(s -> s.name().zh())
                            .toList());
        }
    }

    @Test
    void the_drawing_shows_every_stage_and_move_in_both_languages_and_is_well_formed() throws Exception {
        for (var procedure : Shipped.ALL.all()) {
            for (var language : List.of("zh", "en")) {
                var svg = Drawing.svg(
                        procedure, language, Map.of(procedure.start().id(), Light.UNDER_WAY));
                var xml = parse(svg);
                assertThat(elements(xml, "rect")).hasSize(procedure.stages().size());
                int moves = procedure.stages().stream()
                        .mapToInt(s -> s.moves().size())
                        .sum();
                assertThat(elements(xml, "path")).hasSize(moves + 1);
                assertThat(svg).contains(Light.UNDER_WAY.shape(), "state-doing");
            }
        }
    }

    @Test
    void no_line_of_a_drawing_runs_through_a_stage() {
        for (var procedure : Shipped.ALL.all()) {
            var layout = Layout.of(procedure, 0);
            for (var line : layout.lines()) {
                for (int i = 1; i < line.points().size(); i++) {
                    var a = line.points().get(i - 1);
                    var b = line.points().get(i);
                    assertThat(layout.boxes().values())
                            .as(procedure.id() + " " + line.move().event())
                            .noneMatch(box -> Math.max(a.x(), b.x()) > box.x()
                                    && Math.min(a.x(), b.x()) < box.right()
                                    && Math.max(a.y(), b.y()) > box.y()
                                    && Math.min(a.y(), b.y()) < box.y() + box.height());
                }
            }
        }
    }

    private static Set<String> reached(Iterable<String> from, Map<String, Set<String>> ways) {
        var reached = new HashSet<String>();
        var todo = new ArrayDeque<String>();
        from.forEach(todo::add);
        while (!todo.isEmpty()) {
            var node = todo.remove();
            if (reached.add(node)) {
                todo.addAll(ways.getOrDefault(node, Set.of()));
            }
        }
        return reached;
    }

    private static List<String> drawn(Document xml, String kind) {
        return elements(xml, kind).stream()
                .map(e -> e.getAttribute("bpmnElement"))
                .toList();
    }

    private static List<Element> elements(Document xml, String tag) {
        var found = xml.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static Map<String, ?> run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return JsonReader.object(said, JsonReader.Limits.RECORD);
    }
}
