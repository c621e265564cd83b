package zhiheng.gateway.inspect;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.Action;

/** Finds links and pictures of an answer that lead to other hosts than the named ones; they are masked where the permit says nothing else. */
public final class LinkBound {
    private LinkBound() {}

    /** @param hosts with all hosts below them */
    public static Inspection to(Set<String> hosts, Terms terms) {
        var lower = hosts.stream().map(h -> h.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        var kind = FindingKind.CONTAIN_LINK.id();
        var action = terms.action(kind, Action.MASK);
        return new Compilation(
                List.of(),
                List.of(() -> new StartScanner(new HostRecogniser(lower))),
                terms.withAction(kind, action),
                List.of(),
                List.of(),
                List.of());
    }
}
