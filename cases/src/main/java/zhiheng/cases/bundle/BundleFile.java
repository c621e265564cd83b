package zhiheng.cases.bundle;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.base.JsonReader;
import zhiheng.base.Refusal;

/**
 * The file: one line of JSON. It has one spelling and no other is read, so that a file changed by any byte is refused even where
 * the byte means nothing.
 *
 * @param content the text of the parcel, exactly as the sender's log binds it
 * @param given the fields that the holder may see
 */
public record BundleFile(String content, List<Field> given, Seal seal) {
    public static final int MOST_BYTES = 4 << 20;
    private static final String FORMAT = "1";

    public BundleFile {
        given = List.copyOf(given);
    }

    public Parcel parcel() {
        return ParcelCodec.read(content);
    }

    public String digest() {
        return Field.sha256(content);
    }

    public String write() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("zhihengBundle", FORMAT);
        json.put("content", content);
        json.put("given", given.stream().map(BundleFile::given).toList());
        json.put("index", seal.index());
        json.put("leaf", seal.leaf());
        json.put("path", seal.path());
        json.put("steps", seal.steps());
        json.put("checkpoint", seal.checkpoint());
        json.put("since", seal.since());
        json.put("consistency", seal.consistency());
        json.put("key", seal.key());
        return Json.write(json) + "\n";
    }

    private static List<@Nullable Object> given(Field field) {
        return Arrays.asList(field.salt(), field.name(), field.value());
    }

    /** @throws Refusal when the text is no bundle, is written another way, or gives a field that the parcel does not hold */
    public static BundleFile read(String text) {
        try {
            var in = Members.of(JsonReader.object(text, JsonReader.Limits.RECORD), "");
            if (!in.text("zhihengBundle").equals(FORMAT)) {
                throw new IllegalArgumentException("'zhihengBundle' is not " + FORMAT);
            }
            var file = new BundleFile(
                    in.text("content"),
                    in.list("given", BundleFile::field),
                    new Seal(
                            in.whole("index"),
                            in.text("leaf"),
                            in.texts("path"),
                            in.list("steps", Members::texts),
                            in.text("checkpoint"),
                            in.whole("since"),
                            in.texts("consistency"),
                            in.text("key")));
            if (!file.write().equals(text)) {
                throw new IllegalArgumentException("it is not in the one spelling that is written");
            }
            file.check();
            return file;
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
    }

    private void check() {
        var parcel = parcel();
        var left = new HashSet<>(parcel.digests());
        for (var field : given) {
            if (!left.remove(field.digest())) {
                throw new IllegalArgumentException("the parcel holds no field '" + field.name() + "' of this value");
            }
        }
        if (parcel.steps().size() != seal.steps().size()) {
            throw new IllegalArgumentException("not every step has its proof");
        }
    }

    private static Field field(@Nullable Object json) {
        if (json instanceof List<?> three
                && three.size() == 3
                && three.get(0) instanceof String salt
                && three.get(1) instanceof String name) {
            return new Field(name, salt, three.get(2));
        }
        throw new IllegalArgumentException("'given' holds lists of salt, name and value");
    }

    static Refusal refused(RuntimeException e) {
        return Refusal.invalid(
                "这不是完好的案件包（" + e.getMessage() + "）。请向发送方重新索取，不要手工改动。",
                "This is no bundle, or not a whole one (" + e.getMessage()
                        + "). Ask its sender for it again, and change" + " nothing by hand.");
    }
}
