package zhiheng.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import zhiheng.base.Text;
import zhiheng.cases.Layout.Box;
import zhiheng.cases.Layout.Point;
import zhiheng.cases.Procedure.Deadline;
import zhiheng.cases.Procedure.Stage;
import zhiheng.packs.Term;

/**
 * A procedure as BPMN 2.0, with a drawn shape for every element: stages are tasks, a choice of moves an exclusive gateway, deadlines
 * timers on the tasks in which they count (interrupting where silence has a meaning). Ids are ASCII, since tools drop others
 * without a word. Working days, for which ISO 8601 has no sign, stand in the timer's documentation and not in its duration.
 */
public final class Bpmn {
    private static final String HEAD = """
        <?xml version="1.0" encoding="UTF-8"?>
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" \
        xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" \
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="urn:zhiheng:procedure" exporter="Zhiheng">
        """;

    private record Flow(String id, String name, String from, String to, List<Point> points) {}

    private final Procedure procedure;
    private final String language;
    private final Layout layout;
    private final StringBuilder body = new StringBuilder();
    private final StringBuilder shapes = new StringBuilder();
    private final List<Flow> flows = new ArrayList<>();
    private final Map<String, StringBuilder> nodes = new TreeMap<>();

    private Bpmn(Procedure procedure, String language) {
        this.procedure = procedure;
        this.language = language;
        this.layout = Layout.of(procedure, 90);
    }

    /** @param language of names; documentation has the citation */
    public static String xml(Procedure procedure, String language) {
        return new Bpmn(procedure, language).xml();
    }

    private String xml() {
        var first = box(procedure.start());
        shape("start", first.x() - 80, first.middle() - 18, 36, 36);
        flow(
                "start",
                node(procedure.start()),
                "",
                List.of(new Point(first.x() - 44, first.middle()), new Point(first.x(), first.middle())));
        for (var stage : procedure.stages()) {
            stage(stage);
        }
        for (var deadline : procedure.deadlines()) {
            deadline(deadline);
        }
        element("bpmn:startEvent", "start", "", procedure.cite().ref());
        for (var stage : procedure.stages()) {
            var words = stage.name().in(language);
            element(
                    stage.end() ? "bpmn:endEvent" : "bpmn:userTask",
                    node(stage),
                    words,
                    stage.cite().ref());
            if (stage.moves().size() > 1) {
                element("bpmn:exclusiveGateway", "gateway_" + ascii(stage.id()), "", "");
            }
        }
        nodes.values().forEach(body::append);
        for (var flow : flows) {
            body.append("    <bpmn:sequenceFlow id=\"")
                    .append(flow.id())
                    .append(name(flow.name()))
                    .append("\" sourceRef=\"")
                    .append(flow.from())
                    .append("\" targetRef=\"")
                    .append(flow.to())
                    .append("\"/>\n");
            shapes.append("      <bpmndi:BPMNEdge id=\"")
                    .append(flow.id())
                    .append("_di\" bpmnElement=\"")
                    .append(flow.id())
                    .append("\">");
            flow.points()
                    .forEach(p -> shapes.append("<di:waypoint x=\"")
                            .append(p.x())
                            .append("\" y=\"")
                            .append(p.y())
                            .append("\"/>"));
            shapes.append("</bpmndi:BPMNEdge>\n");
        }
        var process = ascii(procedure.id());
        return HEAD + "  <bpmn:process id=\"" + process + "\" isExecutable=\"false"
                + name(procedure.name().in(language)) + "\">\n" + body + "  </bpmn:process>\n"
                + "  <bpmndi:BPMNDiagram id=\"diagram\">\n    <bpmndi:BPMNPlane id=\"plane\" bpmnElement=\"" + process
                + "\">\n" + shapes + "    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>\n</bpmn:definitions>\n";
    }

    private void stage(Stage stage) {
        var box = box(stage);
        if (stage.end()) {
            shape(node(stage), box.x(), box.middle() - 18, 36, 36);
            return;
        }
        shape(node(stage), box.x(), box.y(), box.width(), box.height());
        var lines = layout.lines().stream()
                .filter(l -> l.from().id().equals(stage.id()))
                .toList();
        if (lines.size() == 1) {
            flow(
                    node(stage),
                    node(procedure.stage(lines.getFirst().move().to())),
                    move(lines.getFirst()),
                    arriving(lines.getFirst()));
            return;
        }
        var gateway = "gateway_" + ascii(stage.id());
        int x = box.right() + 6;
        shape(gateway, x, box.middle() - 12, 24, 24);
        flow(node(stage), gateway, "", List.of(new Point(box.right(), box.middle()), new Point(x, box.middle())));
        for (var line : lines) {
            var points = new ArrayList<>(arriving(line));
            points.set(0, new Point(x + 12, box.middle()));
            points.set(1, new Point(points.get(1).x(), box.middle()));
            flow(gateway, node(procedure.stage(line.move().to())), move(line), points);
        }
    }

    /** The points of a line; an end event is smaller than a stage, so that the last point moves to its rim. */
    private List<Point> arriving(Layout.Line line) {
        var to = box(procedure.stage(line.move().to()));
        if (!to.stage().end()) {
            return line.points();
        }
        var points = new ArrayList<>(line.points());
        int last = points.size() - 1;
        points.set(last - 1, new Point(points.get(last - 1).x(), to.middle()));
        points.set(last, new Point(to.x(), to.middle()));
        return points;
    }

    private String move(Layout.Line line) {
        return line.move().name().in(language);
    }

    private void deadline(Deadline deadline) {
        var stages = procedure.stages().stream()
                .filter(s -> !s.end()
                        && (deadline.stages().isEmpty()
                                ? startsIn(deadline, s)
                                : deadline.stages().contains(s.id())))
                .toList();
        for (var stage : stages) {
            var box = box(stage);
            var timer = "timer_" + ascii(deadline.id()) + "_in_" + ascii(stage.id());
            int place = (int) nodes.keySet().stream()
                    .filter(id -> id.endsWith("_in_" + ascii(stage.id())))
                    .count();
            int x = box.x() + 8 + 42 * place;
            shape(timer, x, box.y() + box.height() - 18, 36, 36);
            var silent = deadline.silence() == null
                    ? null
                    : stage.move(deadline.silence()).orElse(null);
            var target = silent == null ? "late_" + timer : node(procedure.stage(silent.to()));
            int y = box.y() + box.height() + 18;
            if (silent == null) {
                shape(target, x, y + 28, 36, 36);
                element("bpmn:endEvent", target, word("逾期", "late"), "");
                flow(timer, target, "", List.of(new Point(x + 18, y), new Point(x + 18, y + 28)));
            } else {
                var to = box(procedure.stage(silent.to()));
                flow(
                        timer,
                        target,
                        word("默示", "silence"),
                        List.of(
                                new Point(x + 18, y),
                                new Point(x + 18, y + 20),
                                new Point(to.x() - 10, y + 20),
                                new Point(to.x() - 10, to.middle()),
                                new Point(to.x(), to.middle())));
            }
            var duration = deadline.within().unit() == Term.Unit.WORKING_DAY
                    ? ""
                    : "<bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">" + deadline.within()
                            + "</bpmn:timeDuration>";
            nodes.put(
                    timer,
                    new StringBuilder("    <bpmn:boundaryEvent id=\"" + timer
                                    + name(deadline.name().in(language))
                                    + "\" attachedToRef=\"" + node(stage) + "\" cancelActivity=\"" + (silent != null)
                                    + "\">\n")
                            .append(documentation(deadline.cite().ref() + " " + deadline.within()))
                            .append("      <bpmn:outgoing>")
                            .append(flows.getLast().id())
                            .append("</bpmn:outgoing>\n      <bpmn:timerEventDefinition id=\"")
                            .append(timer)
                            .append("_definition\">")
                            .append(duration)
                            .append("</bpmn:timerEventDefinition>\n    </bpmn:boundaryEvent>\n"));
        }
    }

    /** Whether a deadline that counts everywhere can be started in, or by entering, the stage. */
    private boolean startsIn(Deadline deadline, Stage stage) {
        boolean first = stage.equals(procedure.start());
        return deadline.after().stream().anyMatch(name -> {
            boolean entering = procedure.stages().stream()
                    .flatMap(s -> s.moves().stream())
                    .anyMatch(m -> m.event().equals(name) && m.to().equals(stage.id()));
            boolean move =
                    procedure.stages().stream().anyMatch(s -> s.move(name).isPresent());
            return entering || (first && !move);
        });
    }

    private void element(String kind, String id, String words, String ref) {
        var out = new StringBuilder("    <" + kind + " id=\"" + id + name(words) + "\">\n");
        if (!ref.isBlank()) {
            out.append(documentation(ref));
        }
        flows.stream()
                .filter(f -> f.to().equals(id))
                .forEach(f -> out.append("      <bpmn:incoming>").append(f.id()).append("</bpmn:incoming>\n"));
        flows.stream()
                .filter(f -> f.from().equals(id))
                .forEach(f -> out.append("      <bpmn:outgoing>").append(f.id()).append("</bpmn:outgoing>\n"));
        nodes.put(id, out.append("    </").append(kind).append(">\n"));
    }

    private static String documentation(String words) {
        return "      <bpmn:documentation>" + Drawing.escape(words) + "</bpmn:documentation>\n";
    }

    private static String name(String words) {
        return words.isEmpty() ? "" : "\" name=\"" + Drawing.escape(words);
    }

    private void shape(String id, int x, int y, int width, int height) {
        shapes.append("      <bpmndi:BPMNShape id=\"")
                .append(id)
                .append("_di\" bpmnElement=\"")
                .append(id)
                .append("\"><dc:Bounds x=\"")
                .append(x)
                .append("\" y=\"")
                .append(y)
                .append("\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\"/></bpmndi:BPMNShape>\n");
    }

    private void flow(String from, String to, String words, List<Point> points) {
        flows.add(new Flow("flow_" + (flows.size() + 1), words, from, to, points));
    }

    private Box box(Stage stage) {
        return Objects.requireNonNull(layout.boxes().get(stage.id()));
    }

    private String node(Stage stage) {
        return (stage.end() ? "end_" : "stage_") + ascii(stage.id());
    }

    private String word(String zh, String en) {
        return new Text(zh, en).in(language);
    }

    /** Ids of procedures are ASCII by the reader; only - is none of an NCName's first letters. */
    private static String ascii(String id) {
        return id.replace('-', '_');
    }
}
