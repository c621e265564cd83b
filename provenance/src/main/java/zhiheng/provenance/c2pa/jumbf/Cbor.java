package zhiheng.provenance.c2pa.jumbf;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORGenerator;
import tools.jackson.dataformat.cbor.CBORParser;

/**
 * CBOR as plain values: Map, List, String, byte[], Long, Double, Boolean, null and {@link Tagged}. Names of maps are texts;
 * the numbers that name the headers of COSE are read as their decimal text, and written as numbers where the map holds Longs.
 */
public final class Cbor {
    private static final int MAX_DEPTH = 64;
    private static final CBORFactory FACTORY = CBORFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxTokenCount(2_000_000)
                    .build())
            .build();

    private Cbor() {}

    /** These bytes are not one whole CBOR value; the message says why. */
    public static final class BadCbor extends Exception {
        private static final long serialVersionUID = 1;

        BadCbor(String message) {
            super(message);
        }
    }

    /** The one value that these bytes are; a name twice in a map, or bytes after the value, are refused. */
    public static @Nullable Object read(byte[] bytes) throws BadCbor {
        try (var in = (CBORParser) FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            if (in.nextToken() == null) {
                throw new BadCbor("no value");
            }
            var value = value(in);
            if (in.currentLocation().getByteOffset() < bytes.length) {
                throw new BadCbor("bytes after the value");
            }
            return value;
        } catch (JacksonException e) {
            throw new BadCbor(e.getOriginalMessage());
        } catch (RuntimeException e) { // the parser's own slip on hostile bytes
            throw new BadCbor(e.getClass().getSimpleName());
        }
    }

    private static @Nullable Object value(CBORParser in) throws BadCbor {
        int tag = in.getCurrentTag();
        var token = in.currentToken();
        @Nullable
        Object value = switch (token) {
            case START_OBJECT -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    var name = in.currentName();
                    in.nextToken();
                    map.put(name, value(in));
                }
                yield map;
            }
            case START_ARRAY -> {
                var list = new ArrayList<@Nullable Object>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(in));
                }
                yield list;
            }
            case VALUE_STRING -> in.getString();
            case VALUE_EMBEDDED_OBJECT -> in.getBinaryValue();
            case VALUE_NUMBER_INT ->
                in.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? in.getBigIntegerValue() : in.getLongValue();
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case null, default -> throw new BadCbor("the bytes end in the middle");
        };
        return tag < 0 ? value : new Tagged(tag, value);
    }

    /** The shortest form of each length and number, maps in the order given. */
    public static byte[] write(@Nullable Object value) {
        var out = new ByteArrayOutputStream();
        try (var generator = (CBORGenerator) FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write(generator, value);
        }
        return out.toByteArray();
    }

    private static void write(CBORGenerator out, @Nullable Object value) {
        switch (value) {
            case null -> out.writeNull();
            case Tagged tagged -> {
                out.writeTag(tagged.tag());
                write(out, tagged.value());
            }
            case Map<?, ?> map -> {
                out.writeStartObject(map, map.size());
                map.forEach((name, member) -> {
                    if (name instanceof Long number) {
                        out.writePropertyId(number);
                    } else {
                        out.writeName(String.valueOf(name));
                    }
                    write(out, member);
                });
                out.writeEndObject();
            }
            case List<?> list -> {
                out.writeStartArray(list, list.size());
                list.forEach(member -> write(out, member));
                out.writeEndArray();
            }
            case byte[] bytes -> out.writeBinary(bytes);
            case String text -> out.writeString(text);
            case Boolean truth -> out.writeBoolean(truth);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            default -> throw new IllegalArgumentException("no CBOR for " + value.getClass());
        }
    }
}
