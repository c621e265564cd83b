package zhiheng.server.rooms.reminders;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;

/**
 * The mail server that e-mails are handed to.
 *
 * @param user "" for a server that wants no sign-in
 * @param from the sender's address
 * @param ca certificates to trust in place of those that Java knows, PEM; null for Java's
 */
public record SmtpSettings(
        String host,
        int port,
        String user,
        String password,
        String from,
        Tls tls,
        @Nullable Path ca) {
    /** How the way to the server is protected. */
    public enum Tls {
        /** From the first byte on, as on port 465. */
        TLS,
        /** After a command on an open connection, as on port 587; a server that does not offer it gets nothing. */
        STARTTLS,
        /** Not at all: on this machine only, or without a password. */
        NONE
    }

    private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "::1");
    /** As SMTP without extensions can carry it; no quotes, no comments, nothing that could end a header. */
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?");

    /** From options and environment; null where no host is named. Errors do not repeat the password. */
    public static @Nullable SmtpSettings of(Map<String, String> environment) {
        var host = value(environment, "HOST", "");
        if (host.isEmpty()) {
            return null;
        }
        var typed = value(environment, "TLS", "starttls").toUpperCase(Locale.ROOT);
        var tls = Arrays.stream(Tls.values())
                .filter(t -> t.name().equals(typed))
                .findFirst()
                .orElseThrow(() -> wrong("TLS", "须为 tls、starttls 或 none。", "must be tls, starttls or none."));
        var from = value(environment, "FROM", "");
        if (!isAddress(from)) {
            throw wrong(
                    "FROM",
                    "须为发件邮箱，例如 zhiheng@example.org。",
                    "must be the sender's address such as zhiheng@example.org.");
        }
        var user = value(environment, "USER", "");
        var password = environment.getOrDefault("ZHIHENG_SMTP_PASSWORD", "");
        if (user.isEmpty() != password.isEmpty()) {
            throw wrong("USER", "与 ZHIHENG_SMTP_PASSWORD 须同时给出。", "and ZHIHENG_SMTP_PASSWORD go together.");
        }
        if (tls == Tls.NONE && !user.isEmpty() && !HERE.contains(host)) {
            throw wrong(
                    "TLS",
                    "为 none 时口令会以明文传输，只允许发往本机。请改用 starttls 或 tls。",
                    "none would send the password in the clear, and is for this machine only; use starttls or tls.");
        }
        return new SmtpSettings(host, port(environment, tls), user, password, from, tls, ca(environment));
    }

    private static int port(Map<String, String> environment, Tls tls) {
        var typed = value(environment, "PORT", tls == Tls.TLS ? "465" : tls == Tls.STARTTLS ? "587" : "25");
        if (!typed.matches("[0-9]{1,5}") || Integer.parseInt(typed) < 1 || Integer.parseInt(typed) > 65_535) {
            throw wrong("PORT", "须为 1 到 65535。", "must be 1 to 65535.");
        }
        return Integer.parseInt(typed);
    }

    private static @Nullable Path ca(Map<String, String> environment) {
        var typed = value(environment, "CA", "");
        if (typed.isEmpty()) {
            return null;
        }
        var file = Path.of(typed);
        if (!Files.isReadable(file)) {
            throw wrong("CA", "无法读取 " + file + "。", "cannot be read: " + file + ".");
        }
        return file;
    }

    private static String value(Map<String, String> environment, String name, String otherwise) {
        var typed = environment.getOrDefault("ZHIHENG_SMTP_" + name, "").strip();
        return typed.isEmpty() ? otherwise : typed;
    }

    private static Refusal wrong(String name, String zh, String en) {
        return Refusal.invalid(zh, en).at("ZHIHENG_SMTP_" + name);
    }

    /** Whether an e-mail can be addressed so. */
    static boolean isAddress(String typed) {
        return typed.length() <= 254 && ADDRESS.matcher(typed).matches();
    }

    /** What stands behind the @ of the sender. */
    String domain() {
        return from.substring(from.indexOf('@') + 1);
    }

    @Override
    public String toString() {
        return tls + " " + host + ":" + port; // user and password are not for logs
    }
}
