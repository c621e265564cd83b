package zhiheng.office.exports;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.Pack;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.Provision;

/** The duties of a pack as a catalog: a group for each of its stages, a control for each duty, a statement for each rule that gives it. */
final class OscalCatalog {
    private final Pack pack;
    private final OscalText text;
    private final Map<String, List<Provision>> duties = new LinkedHashMap<>();

    OscalCatalog(PackLibrary library, Pack pack, OscalText text) {
        this.pack = pack;
        this.text = text;
        for (var provision : library.provisions(pack.id())) {
            duties.computeIfAbsent(provision.duty(), d -> new ArrayList<>()).add(provision);
        }
    }

    Map<String, Object> write() {
        return text.document(
                OscalKind.CATALOG,
                pack.id(),
                pack.name(),
                OscalText.day(modified()),
                pack.version(),
                Members.of(),
                Members.of(
                        "groups",
                        pack.stages().stream()
                                .map(this::group)
                                .filter(Objects::nonNull)
                                .toList(),
                        "back-matter",
                        Members.of("resources", resources())));
    }

    /** The part of a control that says what is to be done; assessments aim at it. */
    static String statement(String duty) {
        return Plain.token(duty) + "_smt";
    }

    /** The last day on which a rule was compared with the text; for a pack that nobody read, when it was published. */
    private LocalDate modified() {
        var read = pack.rules().stream()
                .map(Pack.Rule::read)
                .filter(Objects::nonNull)
                .map(Pack.Reading::date)
                .max(Comparator.naturalOrder());
        return read.or(() -> Stream.concat(
                                pack.dates().entrySet().stream()
                                        .filter(date -> date.getKey().equals("published"))
                                        .map(Map.Entry::getValue),
                                pack.rules().stream().map(Pack.Rule::from).sorted())
                        .findFirst())
                .orElse(LocalDate.EPOCH);
    }

    private @Nullable Map<String, Object> group(Pack.Stage stage) {
        var controls = duties.values().stream()
                .filter(rules -> rules.getFirst().rule().stage().equals(stage.id()))
                .map(this::control)
                .toList();
        return controls.isEmpty()
                ? null
                : Members.of(
                        "id", Plain.token(pack.id() + "_" + stage.id()),
                        "class", "stage",
                        "title", Plain.markup(text.manner.say(stage.name())),
                        "props", OscalText.props("title-" + text.manner.other(), text.manner.aside(stage.name())),
                        "controls", controls);
    }

    private Map<String, Object> control(List<Provision> rules) {
        var first = rules.getFirst();
        var id = first.duty();
        var props = new ArrayList<Map<String, Object>>();
        props.add(OscalText.prop("label", first.rule().article()));
        props.addAll(OscalText.props(
                "title-" + text.manner.other(),
                text.manner.aside(first.title()),
                "pack",
                pack.id(),
                "kind",
                first.kind(),
                "who",
                first.who(),
                "waivable",
                first.waivable(),
                "timing",
                text.manner.say(first.timing())));
        var parts = new ArrayList<Map<String, Object>>();
        parts.add(statements(rules));
        Stream.of(
                        text.part(id + "_gdn", "guidance", null, first.evidence()),
                        text.part(id + "_con", "consequence", NamedUuid.NAMESPACE, first.penalty()))
                .filter(Objects::nonNull)
                .forEach(parts::add);
        return Members.of(
                "id", Plain.token(id),
                "class", first.nature().name().toLowerCase(Locale.ROOT),
                "title", Plain.markup(text.manner.say(first.title())),
                "props", props,
                "links", List.of(Members.of("href", "#" + source(), "rel", "reference")),
                "parts", parts);
    }

    private Map<String, Object> statements(List<Provision> rules) {
        var items = rules.stream().map(this::item).toList();
        return Members.of("id", statement(rules.getFirst().duty()), "name", "statement", "parts", items);
    }

    private Map<String, Object> item(Provision provision) {
        var rule = provision.rule();
        var read = rule.read();
        var props = new ArrayList<Map<String, Object>>();
        props.add(OscalText.prop("label", rule.article()));
        props.addAll(OscalText.props(
                "rule", rule.id(),
                "ref", rule.ref(),
                "from", rule.from(),
                "to", rule.to(),
                "due", provision.due(),
                "confidence", rule.confidence(),
                "read-on", read == null ? null : read.date()));
        return Members.of(
                "id", Plain.token(provision.duty() + "_smt_" + rule.id()),
                "name", "item",
                "props", props,
                "prose", Plain.markup(text.manner.say(rule.text())),
                "parts", text.translation(provision.duty() + "_smt_" + rule.id(), rule.text()),
                "links",
                        List.of(Members.of(
                                "href", "#" + (read == null ? source() : copy(read.source())), "rel", "reference")));
    }

    private List<Map<String, Object>> resources() {
        var list = new ArrayList<Map<String, Object>>();
        list.add(OscalText.resource(
                source(),
                text.manner.say(pack.issuer()) + " " + pack.number(),
                pack.source().toString(),
                null));
        for (var copy : pack.sources()) {
            list.add(OscalText.resource(
                    copy(copy.id()),
                    text.manner.say(copy.name()),
                    copy.address().toString(),
                    null));
        }
        return list;
    }

    private String source() {
        return NamedUuid.of("source", pack.id()).toString();
    }

    private String copy(String source) {
        return NamedUuid.of("copy", pack.id(), source).toString();
    }
}
