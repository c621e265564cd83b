package zhiheng.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;

/**
 * One act: who did what to what, when, on which evidence. Its bytes, hashed into the log, are one JSON object with the
 * members always in this order: time, actor, act, subject, evidence, body.
 *
 * @param evidenceSha256Hex digest of the evidence, 64 lower-case hexadecimal digits, or "" when there is none
 * @param bodyJson any one JSON value, kept as written but for blanks around it
 */
public record Entry(Instant time, String actor, String act, String subject, String evidenceSha256Hex, String bodyJson) {
    /** An entry's length is two bytes in its bundle (C2SP tlog-tiles). */
    public static final int MAX_BYTES = 65_535;

    public Entry {
        if (!evidenceSha256Hex.matches("|[0-9a-f]{64}")) {
            throw new LedgerException(
                    "条目的 evidence 须为 64 位小写十六进制 SHA-256 摘要，没有证据时留空。",
                    "The entry's evidence must be a SHA-256 digest of 64 lower-case hexadecimal digits, or empty.");
        }
        bodyJson = bodyJson.strip();
        try {
            Json.check(bodyJson);
        } catch (IllegalArgumentException e) {
            throw new LedgerException(
                    "条目的 body 不是合法的 JSON（" + e.getMessage() + "）。没有内容时请写 {}。",
                    "The entry's body is not JSON (" + e.getMessage() + "). Write {} when there is nothing to say.");
        }
    }

    /** The leaf, as hashed and stored. LedgerException when longer than {@link #MAX_BYTES}. */
    public byte[] toBytes() {
        var out = new StringBuilder(160 + bodyJson.length());
        member(out, "{\"time\":", time.toString());
        member(out, ",\"actor\":", actor);
        member(out, ",\"act\":", act);
        member(out, ",\"subject\":", subject);
        member(out, ",\"evidence\":", evidenceSha256Hex);
        out.append(",\"body\":").append(bodyJson).append('}');
        byte[] bytes = out.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            throw new LedgerException(
                    "条目有 " + bytes.length + " 字节，上限 " + MAX_BYTES + "。请把大的内容存为证据文件，只记摘要。",
                    "The entry has " + bytes.length + " bytes, the limit is " + MAX_BYTES
                            + ". Keep the large part as an evidence file and log its digest.");
        }
        return bytes;
    }

    private static void member(StringBuilder out, String name, String value) {
        out.append(name);
        zhiheng.base.Json.quote(out, value);
    }

    /** Reads what {@link #toBytes} wrote; anything else is refused, as is a second spelling of the same entry. */
    public static Entry parse(byte[] bytes) {
        try {
            var json = new Json(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
            json.expect("{\"time\":");
            Instant time = Instant.parse(json.string());
            json.expect(",\"actor\":");
            String actor = json.string();
            json.expect(",\"act\":");
            String act = json.string();
            json.expect(",\"subject\":");
            String subject = json.string();
            json.expect(",\"evidence\":");
            String evidence = json.string();
            json.expect(",\"body\":");
            String body = json.raw();
            json.expect("}");
            json.end();
            var entry = new Entry(time, actor, act, subject, evidence, body);
            if (!Arrays.equals(entry.toBytes(), bytes)) {
                throw new IllegalArgumentException("not in the one canonical spelling");
            }
            return entry;
        } catch (CharacterCodingException | DateTimeException | IllegalArgumentException e) {
            throw new LedgerException(
                    "这不是智衡的条目：" + e.getMessage(), "This is not an entry of Zhiheng: " + e.getMessage(), e);
        }
    }
}
