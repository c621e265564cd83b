package zhiheng.server.rooms.notify;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.server.rooms.watch.Light;

/**
 * A webhook that is told of alerts. Its address may hold a secret, as those of chats do, so that only the host is ever shown.
 *
 * @param from the mildest grade it is told of; null for every alert, graded or not
 * @param authorization the value of the header of that name; empty for none
 * @param secret with which what it is sent is signed; empty for none
 */
public record Receiver(URI address, @Nullable Light from, String authorization, String secret) {
    private static final Pattern TYPED =
            Pattern.compile("(?:(red|orange|yellow|blue)=)?(https?://.{1,2000})", Pattern.CASE_INSENSITIVE);
    private static final Pattern HEADER = Pattern.compile("[\\x20-\\x7e]{0,4000}");

    /** As the other, unsigned. */
    public static Receiver of(String typed, String authorization) {
        return of(typed, authorization, "");
    }

    /** Reads {@code [GRADE=]URL}. Errors do not repeat what was typed. */
    public static Receiver of(String typed, String authorization, String secret) {
        if (!secret.isEmpty()) {
            Signature.key(secret);
        }
        var read = TYPED.matcher(typed);
        if (!read.matches()) {
            throw wrong(
                    "须为 http 或 https 地址，前面可加等级，例如 orange=https://duty.example/hook。",
                    "must be an http or https address, with a grade before it if wanted, such as"
                            + " orange=https://duty.example/hook.");
        }
        if (!HEADER.matcher(authorization).matches()) {
            throw wrong(
                    "的 Authorization 只能含可打印的 ASCII 字符，最多 4000 个。",
                    "has an Authorization with other than printable ASCII characters, or more than 4000.");
        }
        var grade = read.group(1);
        try {
            var address = URI.create(read.group(2));
            if (address.getHost() == null
                    || address.getPort() > 65_535
                    || address.getRawUserInfo() != null
                    || address.getRawFragment() != null) {
                throw wrong(
                        "的地址须有主机名，端口不超过 65535，且不含用户名、口令与 #；凭据请放入环境变量 ZHIHENG_NOTIFY_AUTHORIZATION。",
                        "needs a host, a port up to 65535 if any, and neither user, password nor #; put credentials"
                                + " into the environment as ZHIHENG_NOTIFY_AUTHORIZATION.");
            }
            return new Receiver(
                    address,
                    grade == null ? null : Light.valueOf(grade.toUpperCase(Locale.ROOT)),
                    authorization,
                    secret);
        } catch (IllegalArgumentException e) {
            throw wrong("不是合法的地址，空格等字符须按 % 编码。", "is no address; write blanks and the like with %.");
        }
    }

    private static Refusal wrong(String zh, String en) {
        return Refusal.invalid("--notify " + zh, "--notify " + en);
    }

    /** Says which it is, to people and in the database, and does not give the address away. */
    public String name() {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(address.toString().getBytes(StandardCharsets.UTF_8));
            return address.getHost() + "#" + HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The values of the label {@code grade} that it is told of. */
    List<String> grades() {
        return Arrays.stream(Light.values())
                .filter(l -> from != null && l.compareTo(from) <= 0)
                .map(l -> l.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    @Override
    public String toString() {
        return name();
    }
}
