package zhiheng.gateway.inspect;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which hosts links may lead to. A host stands for its subdomains too.
 *
 * @param trusted links to them are not looked at
 * @param listed links to them are always found
 */
public record LinkRules(Set<String> trusted, Set<String> listed) {
    public static final LinkRules NONE = new LinkRules(Set.of(), Set.of());

    public LinkRules {
        trusted = lower(trusted);
        listed = lower(listed);
    }

    private static Set<String> lower(Set<String> hosts) {
        return hosts.stream().map(h -> h.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    static boolean covers(Set<String> hosts, String host) {
        for (var at = host; ; ) {
            if (hosts.contains(at)) {
                return true;
            }
            int dot = at.indexOf('.');
            if (dot < 0) {
                return false;
            }
            at = at.substring(dot + 1);
        }
    }
}
