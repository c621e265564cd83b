package zhiheng.cases.bundle;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.base.JsonReader;
import zhiheng.base.Refusal;
import zhiheng.cases.bundle.Parcel.Party;

/** A parcel as JSON: one value has one text. */
public final class ParcelCodec {
    private static final String FORMAT = "1";

    private ParcelCodec() {}

    public static String write(Parcel p) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("parcel", FORMAT);
        json.put("id", p.id());
        json.put("thread", p.thread());
        json.put("number", p.number());
        json.put("kind", p.kind());
        json.put("task", p.task());
        json.put("from", party(p.from()));
        json.put("to", p.to().stream().map(ParcelCodec::party).toList());
        json.put("tlp", p.tlp().mark());
        json.put("time", p.time());
        json.put("due", p.due());
        json.put("ask", p.ask());
        json.put("replyTo", p.replyTo());
        json.put("digests", p.digests());
        json.put(
                "steps",
                p.steps().stream()
                        .map(s -> {
                            var step = new LinkedHashMap<String, Object>();
                            step.put("index", s.index());
                            step.put("leafHash", s.leafHash());
                            return step;
                        })
                        .toList());
        return Json.write(json);
    }

    private static Map<String, String> party(Party party) {
        var json = new LinkedHashMap<String, String>();
        json.put("log", party.log());
        json.put("org", party.org());
        return json;
    }

    /** @throws Refusal when {@code text} is no parcel, or not in the one spelling */
    public static Parcel read(String text) {
        try {
            var in = Members.of(JsonReader.object(text, JsonReader.Limits.RECORD), "");
            if (!in.text("parcel").equals(FORMAT)) {
                throw new IllegalArgumentException("'parcel' is not " + FORMAT);
            }
            var parcel = new Parcel(
                    in.text("id"),
                    in.text("thread"),
                    in.whole("number"),
                    in.constant("kind", Parcel.Kind.class),
                    in.text("task"),
                    party(in.values().get("from")),
                    in.list("to", ParcelCodec::party),
                    Tlp.of(in.text("tlp")),
                    in.time("time"),
                    in.timeOrNull("due"),
                    in.text("ask"),
                    in.text("replyTo"),
                    in.texts("digests"),
                    in.list("steps", one -> {
                        var step = Members.of(one, "steps");
                        return new Parcel.Step(step.whole("index"), step.text("leafHash"));
                    }));
            if (!write(parcel).equals(text)) {
                throw new IllegalArgumentException("it is not in the one spelling that is written");
            }
            return parcel;
        } catch (IllegalArgumentException e) {
            throw BundleFile.refused(e);
        }
    }

    private static Party party(@Nullable Object json) {
        var in = Members.of(json, "party");
        return new Party(in.text("log"), in.text("org"));
    }
}
