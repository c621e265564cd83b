package zhiheng.cases.reports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;
import zhiheng.base.Text;
import zhiheng.cases.reports.ReportForm.Field;
import zhiheng.cases.reports.ReportForm.Kind;
import zhiheng.cases.reports.ReportForm.When;
import zhiheng.packs.PackException;
import zhiheng.packs.Yaml;

/** One {@code reports.yaml}, checked line by line. */
final class ReportReader {
    static final int MAX_BYTES = 1 << 19;
    private static final Text NO_TEXT = new Text("", "");
    private static final Set<String> HEAD =
            Yaml.Words.ordered("pack", "jurisdiction", "version", "source", "confidence", "forms");
    private static final Set<String> FORM =
            Yaml.Words.ordered("id", "name", "about", "ref", "confidence", "procedure", "kinds", "fields");
    private static final Set<String> KIND = Yaml.Words.ordered("id", "name", "files", "may_lack", "ref");
    private static final Set<String> FIELD =
            Yaml.Words.ordered("id", "name", "help", "article", "confidence", "from", "required", "when", "why");
    private static final Set<String> WHEN = Yaml.Words.ordered("fact", "is");

    private final String file;
    private final String version;
    private final String jurisdiction;
    private final Map<String, Text> confidence = new LinkedHashMap<>();
    private final List<ReportForm> read = new ArrayList<>();

    private ReportReader(String file, String text) {
        this.file = file;
        var head = Yaml.parse(file, text, MAX_BYTES).fields(HEAD);
        head.words("pack");
        head.words("source");
        jurisdiction = head.words("jurisdiction");
        version = head.words("version") + "+" + digest(text);
        head.required("confidence").entries().forEach((mark, meaning) -> confidence.put(mark, meaning.text()));
        for (var item : head.required("forms").list()) {
            read.add(form(item.named("form", "id")));
        }
    }

    /** @throws PackException at the first thing that is wrong, with file, line and what to do */
    static List<ReportForm> read(String file, String text) {
        return List.copyOf(new ReportReader(file, text).read);
    }

    private static String digest(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private ReportForm form(Yaml at) {
        var f = at.fields(FORM);
        var kinds = f.required("kinds").list().stream().map(ReportReader::kind).toList();
        if (kinds.isEmpty()) {
            throw f.required("kinds").error("a form needs at least one kind of report");
        }
        var names = kinds.stream().map(Kind::id).collect(Collectors.toCollection(LinkedHashSet::new));
        var fields = f.required("fields").list().stream()
                .map(item -> field(item.named("field", "id"), names))
                .toList();
        unique(f.required("kinds"), kinds.stream().map(Kind::id));
        unique(f.required("fields"), fields.stream().map(Field::id));
        return new ReportForm(
                id(f),
                version,
                jurisdiction,
                f.required("name").text(),
                f.textOr("about", NO_TEXT),
                f.words("ref"),
                mark(f),
                f.stringOr("procedure", ""),
                kinds,
                fields,
                Map.copyOf(confidence),
                file,
                at.line());
    }

    private static Kind kind(Yaml at) {
        var f = at.fields(KIND);
        return new Kind(
                id(f),
                f.required("name").text(),
                f.stringOr("files", ""),
                f.boolOr("may_lack", false),
                f.stringOr("ref", ""));
    }

    private Field field(Yaml at, Set<String> kinds) {
        var f = at.fields(FIELD);
        var from = texts(f.optional("from"));
        for (var source : from) {
            if (!Sources.known(source)) {
                throw f.required("from")
                        .error("the record has no '" + source + "'" + Nearest.sentence(source, Sources.NAMES)
                                + "Known are: " + String.join(", ", Sources.NAMES) + ", fact:ID, role:ID");
            }
        }
        var required = texts(f.optional("required"));
        for (var kind : required) {
            if (!kinds.contains(kind)) {
                throw f.required("required")
                        .error("there is no report '" + kind + "'; this form has " + String.join(", ", kinds));
            }
        }
        var why = f.textOr("why", NO_TEXT);
        if (!required.isEmpty() && why.en().isEmpty()) {
            throw at.error("a required field says in 'why' what a gap means; add it");
        }
        return new Field(
                id(f),
                f.required("name").text(),
                f.textOr("help", NO_TEXT),
                f.words("article"),
                mark(f),
                from,
                Set.copyOf(required),
                when(f.optional("when")),
                why);
    }

    private static @Nullable When when(@Nullable Yaml at) {
        if (at == null) {
            return null;
        }
        var f = at.fields(WHEN);
        var is = f.required("is").value();
        if (is == null || is instanceof List) {
            throw f.required("is").error("one plain value is expected here");
        }
        return new When(f.words("fact"), is);
    }

    private String mark(Yaml.Fields f) {
        var mark = f.words("confidence");
        if (!confidence.containsKey(mark)) {
            throw f.required("confidence").error("'" + mark + "' is not among the marks at the head of the file");
        }
        return mark;
    }

    private static String id(Yaml.Fields f) {
        var id = f.words("id");
        if (!id.matches("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?")) {
            throw f.required("id").error("an id is small letters, digits and hyphens");
        }
        return id;
    }

    private static List<String> texts(@Nullable Yaml at) {
        return at == null ? List.of() : at.list().stream().map(Yaml::string).toList();
    }

    private static void unique(Yaml at, Stream<String> ids) {
        var seen = new LinkedHashSet<String>();
        ids.forEach(id -> {
            if (!seen.add(id)) {
                throw at.error("'" + id + "' is written twice; rename one");
            }
        });
    }
}
