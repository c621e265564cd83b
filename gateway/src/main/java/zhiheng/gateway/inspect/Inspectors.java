package zhiheng.gateway.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingFamily;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.Action;

/**
 * Compiles what permits require: {@code pii}, {@code secrets}, {@code injection} (calls only), {@code links}, {@code canary} (answers
 * only), {@code terms:LIST}, {@code onnx:NAME}, {@code remote:NAME}. Compiled once per version of a permit and of the settings.
 */
public final class Inspectors implements Inspections {
    private record Current(
            InspectorSettings settings, @Nullable TermList canaries) {
        static Current of(InspectorSettings settings) {
            return new Current(settings, settings.canaries().isEmpty() ? null : TermList.of(settings.canaries()));
        }
    }

    private record Compiled(
            Current current,
            long version,
            Terms terms,
            Scope scope,
            @Nullable Inspection inspection) {}

    private final Map<String, Compiled> bySystem = new ConcurrentHashMap<>();
    private volatile Current current;

    public Inspectors(InspectorSettings settings) {
        current = Current.of(settings);
    }

    /** From now on; calls under way end with what they began with. */
    public void use(InspectorSettings changed) {
        current = Current.of(changed);
    }

    @Override
    public @Nullable Inspection of(Permit permit) {
        var now = current;
        var known = bySystem.get(permit.system());
        if (known != null
                && known.version == permit.version()
                && known.current == now
                && known.terms.equals(permit.terms())
                && known.scope.equals(permit.scope())) {
            return known.inspection;
        }
        var words = compile(now, permit.terms());
        var all = ToolRules.add(words, permit.scope(), permit.terms());
        var compiled = new Compiled(now, permit.version(), permit.terms(), permit.scope(), all);
        bySystem.put(permit.system(), compiled);
        return compiled.inspection;
    }

    private @Nullable Inspection compile(Current now, Terms terms) {
        var settings = now.settings();
        if (terms.inspectors().isEmpty()) {
            return Inspection.NONE;
        }
        var in = new ArrayList<Supplier<Scanner>>();
        var out = new ArrayList<Supplier<Scanner>>();
        var slow = new ArrayList<SlowStage.Named>();
        var slowIn = new ArrayList<SlowStage.Named>();
        var aside = new ArrayList<SlowStage.Named>();
        for (var id : terms.inspectors()) {
            switch (FindingFamily.ofInspector(id)) {
                case PII -> both(in, out, () -> new StartScanner(new PersonalData()));
                case SECRET -> both(in, out, () -> new StartScanner(new SecretRecogniser()));
                case LINK -> both(in, out, () -> new StartScanner(new LinkRecogniser(settings.links())));
                case INJECTION -> {
                    in.add(() -> new MarkScanner(InjectionMarks.SHIPPED));
                    in.add(() -> new GramScanner(GramModel.shipped()));
                }
                case CANARY -> {
                    var planted = now.canaries();
                    if (planted != null) {
                        out.add(() -> TermScanner.of(planted, FindingKind.CANARY.id()));
                    }
                }
                case TERM -> {
                    var name = id.substring(id.indexOf(':') + 1);
                    var list = settings.lists().get(name);
                    if (list == null) {
                        return null;
                    }
                    var kind = FindingKind.TERM.id(name);
                    both(in, out, () -> TermScanner.of(list, kind));
                }
                case ONNX, REMOTE -> {
                    var registered = settings.slow().get(id);
                    if (registered == null) {
                        return null;
                    }
                    var named = new SlowStage.Named(id.replace(':', '.'), registered);
                    switch (registered.when()) {
                        case FIRST -> slow.add(named);
                        case ASIDE -> (isOnlyNoted(named.name(), terms) ? aside : slowIn).add(named);
                    }
                }
                case TOOL, CONTAIN, FAILED, LABEL -> throw new IllegalStateException("no inspector reports these");
                case null -> {
                    return null;
                }
            }
        }
        slowIn.addAll(slow);
        return new Compilation(
                List.copyOf(in), List.copyOf(out), terms, List.copyOf(slowIn), List.copyOf(slow), List.copyOf(aside));
    }

    /** Whether whatever an inspector finds is noted and nothing more. */
    private static boolean isOnlyNoted(String name, Terms terms) {
        return terms.action(name) == Action.NOTE
                && terms.actions().entrySet().stream()
                        .noneMatch(e -> e.getKey().startsWith(name + ".") && e.getValue() != Action.NOTE);
    }

    private static void both(List<Supplier<Scanner>> in, List<Supplier<Scanner>> out, Supplier<Scanner> scanner) {
        in.add(scanner);
        out.add(scanner);
    }
}
