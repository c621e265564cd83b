package zhiheng.office.exports;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * A service that a system sends its calls to.
 *
 * @param address without user, query and fragment: keys may stand there
 * @param models what models are called there, as far as the route names them
 * @param authenticated whether it is asked with a key
 */
public record Upstream(String address, List<String> models, boolean authenticated) {
    public Upstream {
        models = models.stream().distinct().sorted().toList();
    }

    public static Upstream at(URI base, List<String> models, boolean authenticated) {
        try {
            var bare = new URI(base.getScheme(), null, base.getHost(), base.getPort(), base.getPath(), null, null);
            return new Upstream(bare.toString(), models, authenticated);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    String ref() {
        return "service:" + NamedUuid.of("service", address);
    }
}
