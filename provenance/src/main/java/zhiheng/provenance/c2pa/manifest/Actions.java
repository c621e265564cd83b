package zhiheng.provenance.c2pa.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import zhiheng.provenance.c2pa.status.Findings;
import zhiheng.provenance.c2pa.status.StatusCode;

/** The rules about actions (C2PA 2.2, 18.15): how they begin, and that they refer to ingredients which are there. */
final class Actions {
    private static final Set<String> OF_INGREDIENTS = Set.of("c2pa.opened", "c2pa.placed", "c2pa.removed");

    private final Store store;
    private final String manifest;
    private final Findings findings;

    Actions(Store store, String manifest, Findings findings) {
        this.store = store;
        this.manifest = manifest;
        this.findings = findings;
    }

    /** @param begin whether the actions must say how the file came to be, which a standard manifest of version 2 must */
    List<Action> check(List<Assertion> assertions, int version, boolean begin) {
        var all = new ArrayList<Action>();
        var kinds = assertions.stream().filter(Assertion::isActions).toList();
        for (var assertion : kinds) {
            var said = assertion.fields().maps("actions");
            if (said.isEmpty()) {
                findings.add(StatusCode.ACTION_MALFORMED, assertion.uri().url(), "there are no actions");
            }
            for (var fields : said) {
                var action = action(fields);
                if (version > 1) {
                    check(action, fields, assertion, all.isEmpty(), assertions);
                }
                all.add(action);
            }
        }
        if (version > 1 && begin && (all.isEmpty() || !all.getFirst().begins())) {
            findings.add(StatusCode.ACTION_MALFORMED, manifest, "the first action must be c2pa.created or c2pa.opened");
        }
        return List.copyOf(all);
    }

    private static Action action(Fields fields) {
        var agent = fields.text("softwareAgent")
                .or(() -> fields.fields("softwareAgent").text("name"))
                .orElse("");
        return new Action(
                fields.text("action").orElse(""),
                fields.text("digitalSourceType").orElse(""),
                agent);
    }

    private void check(Action action, Fields fields, Assertion in, boolean first, List<Assertion> assertions) {
        var where = in.uri().url();
        if (action.name().isEmpty()) {
            findings.add(StatusCode.ACTION_MALFORMED, where, "an action has no name");
        }
        if (action.begins() && !first) {
            findings.add(StatusCode.ACTION_MALFORMED, where, action.name() + " must be the first action");
        }
        if (action.name().equals("c2pa.created") && action.sourceType().isEmpty()) {
            findings.add(StatusCode.ACTION_MALFORMED, where, "c2pa.created needs a digitalSourceType");
        }
        if (OF_INGREDIENTS.contains(action.name())) {
            ingredients(action, fields.fields("parameters"), where, assertions);
        }
    }

    private void ingredients(Action action, Fields parameters, String where, List<Assertion> assertions) {
        var references = Stream.concat(
                        parameters.maps("ingredients").stream(), Stream.of(parameters.fields("ingredient")))
                .flatMap(fields -> HashedUri.read(fields).stream())
                .toList();
        if (references.isEmpty()) {
            findings.add(StatusCode.ACTION_INGREDIENT_MISMATCH, where, action.name() + " names no ingredient");
            return;
        }
        for (var uri : references) {
            var path = uri.path(manifest);
            var fitting = assertions.stream()
                    .filter(a -> a.isIngredient() && a.path().equals(path))
                    .filter(a -> !action.name().equals("c2pa.opened") || a.isParent())
                    .findFirst();
            boolean whole =
                    store.at(path).flatMap(box -> uri.fits(box, Hashes.SHA256)).orElse(false);
            if (fitting.isEmpty() || !whole) {
                findings.add(StatusCode.ACTION_INGREDIENT_MISMATCH, where, uri.url());
            }
        }
    }
}
