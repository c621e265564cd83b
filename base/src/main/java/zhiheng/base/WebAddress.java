package zhiheng.base;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * An address of http or https that names a host. Its scheme comes back in small letters, however it was written (RFC 3986, 3.1), so
 * that whoever asks whether it is https asks once and rightly. What else may stand in it each user says itself.
 */
public final class WebAddress {
    private WebAddress() {}

    /** @return empty where the text is none */
    public static Optional<URI> of(String text) {
        try {
            return of(URI.create(text.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @return empty where it is none */
    public static Optional<URI> of(URI address) {
        var scheme = address.getScheme() == null ? "" : address.getScheme();
        var small = scheme.toLowerCase(Locale.ROOT);
        if (address.getHost() == null || !(small.equals("http") || small.equals("https"))) {
            return Optional.empty();
        }
        return Optional.of(
                small.equals(scheme)
                        ? address
                        : URI.create(small + address.toString().substring(scheme.length())));
    }

    /** Whether what is sent to it is secret on the way. */
    public static boolean isSecure(URI address) {
        return "https".equalsIgnoreCase(address.getScheme());
    }
}
