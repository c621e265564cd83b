package zhiheng.server.rooms.sso;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.WebAddress;

/**
 * The identity provider that vouches for people.
 *
 * @param issuer as its discovery names it, to the letter
 * @param secret empty for a client that has none
 * @param match how somebody is found who was not linked by an invitation
 * @param name what the button says, such as the name of the company's directory
 */
public record SsoSettings(URI issuer, String clientId, String secret, Match match, String name) {
    /** How a subject that has no link yet is matched with a person. Nobody is made, and nobody's rights change. */
    public enum Match {
        /** Not at all: people come by the link of their invitation. */
        LINK,
        /** The provider's verified e-mail address is the login. */
        EMAIL,
        /** The provider's {@code preferred_username} is the login. Only for a provider whose people cannot choose it. */
        LOGIN
    }

    /** From options and environment; null where no issuer is named. */
    public static @Nullable SsoSettings of(Map<String, String> environment) {
        var issuer = environment.getOrDefault("ZHIHENG_OIDC_ISSUER", "").strip();
        if (issuer.isEmpty()) {
            return null;
        }
        var client = environment.getOrDefault("ZHIHENG_OIDC_CLIENT_ID", "").strip();
        if (client.isEmpty()) {
            throw wrong("ZHIHENG_OIDC_CLIENT_ID", "不能为空。", "must not be empty.");
        }
        var match =
                environment.getOrDefault("ZHIHENG_OIDC_MATCH", "link").strip().toUpperCase(Locale.ROOT);
        return new SsoSettings(
                address(issuer),
                client,
                environment.getOrDefault("ZHIHENG_OIDC_CLIENT_SECRET", ""),
                Arrays.stream(Match.values())
                        .filter(m -> m.name().equals(match))
                        .findFirst()
                        .orElseThrow(() ->
                                wrong("ZHIHENG_OIDC_MATCH", "须为 link、email 或 login。", "must be link, email or login.")),
                environment.getOrDefault("ZHIHENG_OIDC_NAME", ""));
    }

    private static URI address(String issuer) {
        try {
            var address = URI.create(issuer);
            if (safe(address) && address.getRawQuery() == null && address.getRawFragment() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw wrong(
                "ZHIHENG_OIDC_ISSUER",
                "须为 https 地址（本机可用 http），不含 ? 与 #。",
                "must be an https address (http on this machine only) without ? and #.");
    }

    /** Whether what is sent there can be read by nobody on the way. */
    static boolean safe(URI address) {
        var host = address.getHost();
        return host != null
                && address.getRawUserInfo() == null
                && (WebAddress.isSecure(address)
                        || WebAddress.of(address).isPresent()
                                && (host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]")));
    }

    private static Refusal wrong(String where, String zh, String en) {
        return Refusal.invalid(zh, en).at(where);
    }

    /** What people read on the button. */
    public String label() {
        return name.isBlank() ? issuer.getHost() : name;
    }

    @Override
    public String toString() {
        return issuer + " as " + clientId; // the secret is not for logs
    }
}
