package zhiheng.drills.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import zhiheng.base.JsonException;
import zhiheng.base.Refusal;

/**
 * Reads what other tools report, known by its content and not by its name. What comes of it is theirs: it is marked so, its
 * interval is worked out here, and what the tool itself leaves open is said.
 */
public final class Imports {
    /** The largest report that is read. */
    public static final int MOST_BYTES = 64 << 20;

    private Imports() {}

    public static Report read(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw Refusal.invalid("报告超过 64 MiB。", "The report is over 64 MiB.");
        }
        if (bytes.length > 4 && bytes[0] == 'P' && bytes[1] == 'K') {
            return zipped(bytes);
        }
        var text = text(bytes).strip();
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1).strip();
        }
        try {
            if (text.startsWith("<")) {
                return junit(text);
            }
            var line = text.indexOf('\n');
            var first = line < 0 ? text : text.substring(0, line).strip();
            if (first.startsWith("{") && first.endsWith("}") && first.contains("\"entry_type\"")) {
                return garak(text);
            }
            return TheirJson.read(Tree.read(text));
        } catch (JsonException e) {
            throw Refusal.invalid("报告不是完整的 JSON：" + e.getMessage(), "The report is no whole JSON: " + e.getMessage());
        }
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.invalid("报告不是 UTF-8 文本。", "The report is no UTF-8 text.");
        }
    }

    /** An Inspect log in its packed form: the header holds results and model. */
    private static Report zipped(byte[] bytes) {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals("header.json")) {
                    return TheirJson.read(Tree.read(text(zip.readNBytes(MOST_BYTES))));
                }
            }
        } catch (IOException e) {
            throw Refusal.invalid(
                    "压缩的日志无法读取。请用 inspect log convert --to json 转换后再导入。",
                    "The packed log cannot be read. Convert it by: inspect log convert --to json");
        }
        throw Refusal.invalid("压缩文件里没有 header.json。", "The archive holds no header.json.");
    }

    /** One JSON object a line; what counts are the lines of type {@code eval}. A line that is cut short is said, not lost in silence. */
    private static Report garak(String text) {
        var version = "";
        var model = "";
        Instant taken = null;
        var results = new ArrayList<Result>();
        var remarks = new ArrayList<String>();
        int number = 0;
        int broken = 0;
        boolean complete = false;
        for (var line : text.split("\n")) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            Tree row;
            try {
                row = Tree.read(line);
            } catch (IllegalArgumentException e) {
                broken++;
                continue;
            }
            switch (row.text("entry_type")) {
                case "start_run setup", "init" -> {
                    version = or(row.text("garak_version"), or(row.text("_config.version"), version));
                    TheirJson.version("garak", version, "0\\..*", "report lines of garak 0.x");
                    model = or(row.text("plugins.target_name"), or(row.text("plugins.model_name"), model));
                    taken = or(TheirJson.time(row.text("start_time")), taken);
                }
                case "eval" -> results.add(garakEval(row));
                case "completion", "digest" -> complete = true;
                default -> {} // attempts: their outcomes are in the lines that are counted
            }
        }
        if (broken > 0) {
            remarks.add(Note.of("broken", broken + "/" + number));
        }
        if (!complete) {
            remarks.add("cut-short");
        }
        return TheirJson.report("garak", version, model, taken, results, remarks);
    }

    private static Result garakEval(Tree row) {
        long passed = (long) row.number("passed", 0);
        long all = (long) row.number("total_evaluated", row.number("total", 0));
        long nones = (long) row.number("nones", 0);
        var name = row.text("probe") + "/" + row.text("detector").replaceFirst("^detector\\.", "");
        var note = nones > 0 ? Note.of("nones", nones) : "";
        return Counts.of(name, "attack succeeded", Math.max(0, all - passed), all, note);
    }

    private static String or(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    private static @Nullable Instant or(@Nullable Instant one, @Nullable Instant other) {
        return one == null ? other : one;
    }

    /** JUnit's XML, as most tools write it: a result for each suite of cases. No entity and no outside file is followed. */
    private static Report junit(String text) {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        var results = new ArrayList<Result>();
        Instant taken = null;
        boolean known = false;
        try {
            var xml = factory.createXMLStreamReader(new java.io.StringReader(text));
            var suites = new java.util.ArrayDeque<String>();
            var counts = new java.util.LinkedHashMap<String, long[]>();
            boolean[] one = new boolean[2];
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "testsuites" -> known = true;
                        case "testsuite" -> {
                            known = true;
                            var name = xml.getAttributeValue(null, "name");
                            suites.push(name == null ? "tests" : name);
                            var at = xml.getAttributeValue(null, "timestamp");
                            taken = or(taken, TheirJson.time(at == null ? "" : at));
                        }
                        case "testcase" -> one = new boolean[2];
                        case "failure", "error" -> one[0] = true;
                        case "skipped" -> one[1] = true;
                        default -> {}
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    if (xml.getLocalName().equals("testcase")) {
                        var c = counts.computeIfAbsent(suites.isEmpty() ? "tests" : suites.peek(), k -> new long[3]);
                        c[one[1] ? 2 : 1]++;
                        c[0] += one[0] && !one[1] ? 1 : 0;
                    } else if (xml.getLocalName().equals("testsuite")) {
                        suites.pop();
                    }
                }
            }
            counts.forEach((name, c) ->
                    results.add(Counts.of(name, "failed", c[0], c[1], c[2] > 0 ? Note.of("skipped", c[2]) : "")));
        } catch (XMLStreamException e) {
            throw Refusal.invalid(
                    "报告不是完整的 XML（第 " + e.getLocation().getLineNumber() + " 行）。",
                    "The report is no whole XML (line " + e.getLocation().getLineNumber() + ").");
        }
        if (!known) {
            throw Refusal.invalid("认不出这份 XML 报告，只读 JUnit。", "This XML report is not known; JUnit's is read.");
        }
        return TheirJson.report("junit", "", "", taken, results, List.of());
    }
}
