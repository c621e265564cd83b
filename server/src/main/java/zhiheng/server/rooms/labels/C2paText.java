package zhiheng.server.rooms.labels;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zhiheng.base.Json;
import zhiheng.base.Text;
import zhiheng.provenance.c2pa.C2paReport;
import zhiheng.provenance.c2pa.C2paReport.Verdict;
import zhiheng.provenance.c2pa.ManifestReport;
import zhiheng.provenance.c2pa.cose.SignatureCheck.Signer;
import zhiheng.provenance.c2pa.manifest.Disclosure;
import zhiheng.server.ground.shell.Speech;

/** What a manifest says, for people and for programs. Control characters that a file brings do not reach the terminal. */
public final class C2paText {
    private C2paText() {}

    /** What a verdict means. */
    public static Text word(Verdict verdict) {
        return switch (verdict) {
            case TRUSTED -> new Text("可信（完好，签名者在信任列表）", "trusted (whole, and the signer is one you trust)");
            case VALID -> new Text("有效（完好，签名者不在信任列表）", "valid (whole; the signer is on no list you gave)");
            case INVALID -> new Text("无效（签名后被改动或违反规则）", "invalid (changed since it was signed, or breaks a rule)");
            case MALFORMED -> new Text("格式不完好", "not well-formed");
            case NONE -> new Text("没有 C2PA 清单（不说明任何事）", "no C2PA manifest (which says nothing either way)");
            case UNREADABLE -> new Text("无法读取", "cannot be read");
        };
    }

    /** For people. @param all also what was checked and holds */
    public static String lines(String file, C2paReport report, boolean all, Speech speech) {
        var lines = new ArrayList<String>();
        lines.add(file + "  " + report.mediaType() + "  " + speech.say(word(report.verdict())));
        report.trouble().ifPresent(why -> lines.add("    " + speech.say(why)));
        var prefix = "    ";
        for (var manifest : report.manifests()) {
            lines.add(prefix + manifest.label() + "  " + plain(manifest.generator()) + "  " + plain(manifest.title()));
            manifest.signer().ifPresent(signer -> lines.add("      " + signer(signer, speech)));
            for (var action : manifest.actions()) {
                lines.add("      " + plain(action.name() + " " + last(action.sourceType()) + " " + action.agent()));
            }
            manifest.disclosure().ifPresent(said -> lines.add("      " + disclosure(said, speech)));
            for (var status : manifest.statuses()) {
                if (all || !status.code().success()) {
                    lines.add("      "
                            + (status.code().failure() ? "✗ " : status.code().success() ? "✓ " : "· ")
                            + status.code().code() + "  "
                            + speech.say(status.code().meaning())
                            + (status.detail().isEmpty() ? "" : " (" + plain(status.detail()) + ")"));
                }
            }
            prefix = "    ↳ ";
        }
        return String.join("\n", lines);
    }

    private static String signer(Signer signer, Speech speech) {
        var time =
                signer.time().map(at -> speech.say("  时间戳 ", "  stamped ") + at).orElse("");
        return speech.say("签名者 ", "signed by ") + plain(signer.subject()) + speech.say("，颁发者 ", ", issued by ")
                + plain(signer.issuer()) + "  " + signer.algorithm() + time;
    }

    private static String disclosure(Disclosure said, Speech speech) {
        return speech.say("人工智能披露 ", "AI disclosure ")
                + plain(said.modelType() + " " + said.modelName() + " " + said.oversight());
    }

    private static String last(String address) {
        return address.substring(address.lastIndexOf('/') + 1);
    }

    static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}|\\p{Cf}", "�").strip();
    }

    /** For programs, in one line. */
    public static String json(String file, C2paReport report) {
        var map = new LinkedHashMap<String, Object>();
        map.put("file", file);
        map.put("mediaType", report.mediaType());
        map.putAll(fields(report));
        return Json.write(map);
    }

    /** What a report says, but the file. */
    static Map<String, Object> fields(C2paReport report) {
        var map = new LinkedHashMap<String, Object>();
        map.put("verdict", report.verdict());
        report.trouble().ifPresent(why -> map.put("trouble", why.en()));
        map.put("manifests", report.manifests().stream().map(C2paText::map).toList());
        return map;
    }

    private static Map<String, Object> map(ManifestReport manifest) {
        var map = new LinkedHashMap<String, Object>();
        map.put("label", manifest.label());
        map.put("claimVersion", manifest.version());
        map.put("wellFormed", manifest.wellFormed());
        map.put("valid", manifest.valid());
        map.put("trusted", manifest.trusted());
        map.put("saysGenerated", manifest.saysGenerated());
        map.put("generator", manifest.generator());
        map.put("title", manifest.title());
        manifest.signer().ifPresent(signer -> {
            map.put("signer", signer.subject());
            map.put("issuer", signer.issuer());
            map.put("algorithm", signer.algorithm());
            signer.time().ifPresent(time -> map.put("stamped", time));
        });
        var actions = new ArrayList<Object>();
        for (var action : manifest.actions()) {
            var one = new LinkedHashMap<String, Object>();
            one.put("action", action.name());
            one.put("digitalSourceType", action.sourceType());
            actions.add(one);
        }
        map.put("actions", actions);
        manifest.disclosure().ifPresent(said -> {
            var one = new LinkedHashMap<String, Object>();
            one.put("modelType", said.modelType());
            one.put("modelName", said.modelName());
            one.put("humanOversightLevel", said.oversight());
            map.put("aiDisclosure", one);
        });
        map.put("ingredients", List.copyOf(manifest.ingredients()));
        var statuses = new ArrayList<Object>();
        for (var status : manifest.statuses()) {
            var one = new LinkedHashMap<String, Object>();
            one.put("code", status.code().code());
            one.put(
                    "kind",
                    status.code().failure() ? "failure" : status.code().success() ? "success" : "informational");
            one.put("where", status.where());
            one.put("detail", status.detail());
            statuses.add(one);
        }
        map.put("statuses", statuses);
        return map;
    }
}
