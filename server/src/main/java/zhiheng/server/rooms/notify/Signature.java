package zhiheng.server.rooms.notify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import zhiheng.base.Refusal;

/**
 * Signs what a webhook is sent, so that its receiver knows that it is ours, whole and new: HMAC-SHA-256 over id, time and body, as
 * Standard Webhooks has it.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">the specification</a>
 */
final class Signature {
    private static final String HMAC = "HmacSHA256";
    private static final Pattern SECRET = Pattern.compile("whsec_([A-Za-z0-9+/]{32,88}={0,2})");

    private Signature() {}

    /** The key of a secret such as {@code whsec_…}; an error does not repeat it. */
    static byte[] key(String secret) {
        var read = SECRET.matcher(secret);
        if (read.matches()) {
            try {
                return Base64.getDecoder().decode(read.group(1));
            } catch (IllegalArgumentException e) {
                // said below
            }
        }
        throw Refusal.invalid(
                        "须为 whsec_ 加 24 到 64 个随机字节的 Base64，可用 openssl rand -base64 32 生成。",
                        "must be whsec_ and 24 to 64 random bytes in Base64, as openssl rand -base64 32 makes them.")
                .at("ZHIHENG_NOTIFY_SECRET");
    }

    /** The header {@code webhook-signature}. */
    static String of(byte[] key, String id, Instant time, String body) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            var signed = id + "." + time.getEpochSecond() + "." + body;
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
