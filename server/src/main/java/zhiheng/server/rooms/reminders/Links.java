package zhiheng.server.rooms.reminders;

import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import zhiheng.server.ground.identity.Sealer;
import zhiheng.server.ground.identity.Secrets;

/**
 * The addresses that e-mails hold. The one that ends e-mails is signed with a key of this server and does not run out; it ends them
 * and does nothing else.
 */
record Links(Supplier<URI> address, Sealer sealer) {
    private static final String PURPOSE = "unsubscribe";

    /** A page, such as {@code /systems}. */
    String page(String path) {
        return address.get().resolve(path).toString();
    }

    String stop(String person) {
        return page("/reminders/stop?t=" + person + "." + signature(person));
    }

    String confirm(String secret) {
        return page("/reminders/address?t=" + secret);
    }

    /** Whose e-mails a token ends; empty where this server did not sign it. */
    Optional<String> stops(String token) {
        int cut = token.indexOf('.');
        if (cut < 1 || !Secrets.same(signature(token.substring(0, cut)), token.substring(cut + 1))) {
            return Optional.empty();
        }
        return Optional.of(token.substring(0, cut));
    }

    private String signature(String person) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealer.sign(person, PURPOSE));
    }
}
